import { expect, test } from 'vitest'
import { listRoundsToLookAt } from '../../../src/delays/queries.ts'
import { lookAgain } from '../../../src/delays/reconsider.ts'
import { onBothDatabases } from '../../support/database.ts'
import { type Chain, morning, PHONES } from './chain.ts'

/** The worker turns every minute until that time. */
const workUntil = async (scene: Chain, until: string): Promise<void> => {
  while (scene.house.clock.now() < scene.time(until)) {
    scene.house.clock.pass(1)
    await scene.turn()
  }
}

onBothDatabases('while nobody taps', fresh => {
  test('a visit that lasts too long tells those behind, in time for them', async () => {
    const scene = await morning(fresh)
    scene.setTime('08:00')
    await scene.tap('arrival', scene.stops.lemoine)
    expect(await scene.notices()).toEqual([])
    await workUntil(scene, '09:10')
    const texts = await scene.texts(PHONES.delmas)
    expect(texts[0]!.body).toContain('au lieu de 9h10.')
    expect(texts.length).toBeLessThanOrEqual(2)
    expect(texts[0]!.at < scene.time('09:00'), 'early enough to be of use').toBe(true)
  })

  test('nobody is texted on the strength of silence alone', async () => {
    const scene = await morning(fresh)
    await workUntil(scene, '09:30')
    expect(await scene.texts()).toEqual([])
    expect((await scene.decisions()).slice(1, 3)).toEqual(['not_yet overdue', 'not_yet overdue'])
  })

  test('one looks exactly at the rounds whose estimate moves by itself, and not before', async () => {
    const scene = await morning(fresh)
    const { db, clock } = scene.house
    scene.setTime('08:00')
    await scene.tap('arrival', scene.stops.lemoine)
    const { look_again_at: next } = await db
      .selectFrom('forecasts')
      .select('look_again_at')
      .executeTakeFirstOrThrow()
    expect(next && next > clock.now()).toBe(true)
    clock.set(new Date(Date.parse(next!) - 1000).toISOString())
    expect(await listRoundsToLookAt(db, clock.now())).toEqual([])
    clock.set(next!)
    expect(await listRoundsToLookAt(db, clock.now())).toEqual([scene.round()])
    expect(await lookAgain(db, clock.now())).toBe(1)
    expect(await listRoundsToLookAt(db, clock.now()), 'once is enough').toEqual([])
  })

  test('a morning without a tap is left alone in the end', async () => {
    const scene = await morning(fresh)
    scene.setTime('14:00')
    await scene.reconsider()
    const { look_again_at } = await scene.house.db
      .selectFrom('forecasts')
      .select('look_again_at')
      .executeTakeFirstOrThrow()
    expect(look_again_at).toBeNull()
  })
})
