import { expect, test } from 'vitest'
import { inTransaction } from '../../../src/db/database.ts'
import { recordReport } from '../../../src/messages/delivery-status.ts'
import { originsOf } from '../../../src/server/workings.ts'
import { gatewayThat } from '../../messages/outbox-world.ts'
import { onBothDatabases } from '../../support/database.ts'
import { lateMorning, type Morning, PHONES } from './chain.ts'

const refusing = gatewayThat(() => ({ outcome: 'refused', code: '21614', lesson: 'no_texts' })).gateway

/** The provider's report about the text to Mme Roussel. */
const report = async (scene: Morning, status: 'delivered' | 'undelivered'): Promise<void> => {
  const { db, clock } = scene.house
  const message = await db
    .selectFrom('messages')
    .selectAll()
    .where('to_phone', '=', PHONES.roussel)
    .executeTakeFirstOrThrow()
  const facts = status === 'undelivered' ? { errorCode: '30003', why: 'undelivered' as const } : {}
  const about = { practiceId: scene.cabinet.id, id: message.id }
  await inTransaction(db, trx =>
    recordReport(
      trx,
      originsOf(scene.house),
      about,
      { status, providerId: message.provider_id, ...facts } as Parameters<typeof recordReport>[3],
      clock.now(),
    ),
  )
}

onBothDatabases('a text that does not arrive', fresh => {
  test('because its number takes none becomes one call to make', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:33')
    await scene.turnWith(refusing)
    expect(await scene.notices(scene.stops.roussel)).toMatchObject([{ state: 'undeliverable' }])
    expect(await scene.decision(scene.stops.roussel)).toMatchObject({
      kind: 'to_call',
      reason: 'undeliverable',
    })
    expect(await scene.tasks(scene.stops.roussel)).toMatchObject([
      { kind: 'call', facts: { phone: PHONES.roussel } },
    ])
  })

  test('though the provider had taken it becomes one call to make', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:33')
    await scene.turn()
    scene.setTime('08:35')
    await report(scene, 'undelivered')
    expect(await scene.decision(scene.stops.roussel)).toMatchObject({
      kind: 'to_call',
      reason: 'undeliverable',
    })
    expect(await scene.tasks(scene.stops.roussel)).toMatchObject([
      { kind: 'call', reason: 'undelivered', facts: { phone: PHONES.roussel } },
    ])
    await scene.reconsider()
    expect(await scene.tasks(scene.stops.roussel), 'and it stays').toHaveLength(1)
    await scene.tap('arrival', scene.stops.roussel)
    expect(await scene.tasks(scene.stops.roussel), 'until the visit').toEqual([])
  })

  test('and whose call was made is not asked for again', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:33')
    await scene.turnWith(refusing)
    await scene.tellByPhone(scene.stops.roussel)
    expect(await scene.decision(scene.stops.roussel)).toMatchObject({ kind: 'told', reason: 'call' })
    scene.setTime('08:36')
    await scene.reconsider()
    expect(await scene.tasks(scene.stops.roussel)).toEqual([])
  })

  test('says so on the round, and one that arrives makes nobody call', async () => {
    const scene = await lateMorning(fresh)
    scene.setTime('08:33')
    await scene.turn()
    await report(scene, 'delivered')
    expect(await scene.tasks()).toEqual([])
    expect(await scene.decision(scene.stops.roussel)).toMatchObject({ kind: 'told', reason: 'late' })
  })
})
