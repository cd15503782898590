import { afterEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { reconsider } from '../../src/delays/reconsider.ts'
import { newId } from '../../src/ids.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import { stop, TODAY } from '../support/day.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { wordsOf } from '../today/scene.ts'
import { roomOf } from './scene.ts'

let world: World
afterEach(() => world.app.close())

/** Bastien sees Mme Roussel at nine, and others after her; he begins with her at twenty past. */
const lateMorning = async (): Promise<string> => {
  world = await freshWorld()
  const { house, halle, bastien, roussel } = world
  const of = {
    practiceId: halle.id,
    clinicianId: bastien,
    patientId: roussel,
    place: 'practice',
    minutes: 30,
  } as const
  const first = await stop(house.db, { ...of, at: '09:00' })
  await stop(house.db, { ...of, at: '09:30' })
  await stop(house.db, { ...of, at: '09:45', place: 'home' })
  await stop(house.db, { ...of, at: '10:00', status: 'cancelled' })
  const now = '2026-11-25T08:20:00.000Z'
  house.clock.set(now)
  const round = { practiceId: halle.id, roundId: first.roundId }
  await inTransaction(house.db, async trx => {
    const tap = {
      id: newId(),
      stopId: first.stopId,
      kind: 'arrival',
      happenedAt: now,
      minutes: null,
      ofTapId: null,
    } as const
    await recordTap(trx, { ...tap, ...round, byUserId: bastien }, now)
    await reconsider(trx, round, now)
  })
  return await roomOf(world)
}

test('the screen tells how late the next ones are, by their hour alone', async () => {
  const address = await lateMorning()
  const { body, statusCode } = await world.app.inject({ url: address })
  expect(statusCode).toBe(200)
  const words = wordsOf(body)
  expect(words).toMatch(/Bastien Vasseur Rendez-vous de 9 h 30 environ 20 min de retard/)
  expect(words).not.toMatch(/9 h 45|10 h /)
  for (const secret of ['Roussel', 'Odette', 'Pansement', world.roussel]) expect(body).not.toContain(secret)
})

test('it asks again by itself, with and without JavaScript', async () => {
  const address = await lateMorning()
  const { body } = await world.app.inject({ url: address })
  expect(body).toContain(`hx-get="${address}" hx-trigger="every 30s"`)
  expect(body).toContain('<noscript><meta http-equiv="refresh" content="30"></noscript>')
})

test('on a day without appointments it says so', async () => {
  world = await freshWorld()
  const { body } = await world.app.inject({ url: await roomOf(world) })
  expect(wordsOf(body)).toContain('Aucun rendez-vous au cabinet dans les deux heures.')
  expect(body).not.toContain(TODAY)
})

test('its address can be typed as it is read: letters of any size, no hyphens', async () => {
  world = await freshWorld()
  const address = await roomOf(world)
  expect(address).toMatch(/^\/waiting-room\/[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/)
  const typed = address.replace(/[^/]+$/, token => token.toUpperCase().replaceAll('-', ''))
  expect((await world.app.inject({ url: typed })).statusCode).toBe(200)
})

test('another practice’s morning is not on it', async () => {
  const address = await lateMorning()
  const { house, port, chloe, roussel } = world
  await stop(house.db, {
    practiceId: port.id,
    clinicianId: chloe,
    patientId: roussel,
    place: 'practice',
    at: '09:30',
  })
  expect((await world.app.inject({ url: address })).body).not.toContain('Chloé')
})
