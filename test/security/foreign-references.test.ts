import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/db/database.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import type { Id } from '../../src/terms.ts'
import { stop, TODAY } from '../support/day.ts'
import { type DumpedRow, dump, textOf } from '../support/dump.ts'
import { carer, patient } from '../support/people.ts'
import type { World } from '../support/route-examples.ts'
import { freshWorld } from '../support/world.ts'
import { callToMake } from '../todo/scene.ts'

/** What Chloé's practice has, and Camille has heard of: the ids. */
type Theirs = {
  patientId: Id
  carerId: Id
  stopId: Id
  appointmentId: Id
  tapId: Id
  taskId: Id
  breakId: Id
}
/** What Camille has herself. */
type Ours = { stopId: Id; appointmentId: Id }

let world: World
let theirs: Theirs
let ours: Ours
beforeEach(async () => {
  world = await freshWorld()
  const { house, port, halle, camille, chloe, roussel } = world
  const patientId = await patient(house.db, port.id, { last_name: 'Nolwenn' })
  const carerId = await carer(house.db, port.id, patientId, 'Yann')
  const own = { practiceId: port.id, clinicianId: chloe, patientId, at: '09:00' }
  const { stopId, appointmentId, roundId } = await stop(house.db, own)
  const [tapId, breakId] = ['a-tap-of-chloe', 'a-break-of-chloe']
  const rest = { id: breakId, practice_id: port.id, round_id: roundId, at_least_minutes: 20 }
  await house.db
    .insertInto('round_breaks')
    .values({ ...rest, from_at: `${TODAY}T11:00:00.000Z`, to_at: `${TODAY}T12:00:00.000Z` })
    .execute()
  const tap = { id: tapId, practiceId: port.id, roundId, stopId, kind: 'arrival', minutes: null } as const
  const made = { happenedAt: house.clock.now(), ofTapId: null, byUserId: chloe }
  await inTransaction(house.db, trx => recordTap(trx, { ...tap, ...made }, house.clock.now()))
  const taskId = await callToMake(world, stopId, { practiceId: port.id, patientId, clinicianId: chloe })
  theirs = { patientId, carerId, stopId, appointmentId, tapId, taskId, breakId }
  ours = await stop(house.db, { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '10:00' })
})
afterEach(async () => await world.app.close())

const post = (url: string, fields: Record<string, string>) =>
  world.app.inject({
    method: 'POST',
    url,
    headers: { cookie: world.cookies.camille, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })

const appointment = { date: TODAY, kind: 'visit', place: 'home', from: '11:00', duration: '15', version: '1' }

type Attempt = () => [url: string, fields: Record<string, string>]

const ATTEMPTS: Record<string, Attempt> = {
  'a patient, in a new appointment': () => [
    '/appointments',
    { ...appointment, patient: theirs.patientId, clinician: world.camille },
  ],
  'a clinician, in a new appointment': () => [
    '/appointments',
    { ...appointment, patient: world.roussel, clinician: world.chloe },
  ],
  'a clinician, in an appointment that is moved': () => [
    `/appointments/${ours.appointmentId}`,
    { ...appointment, clinician: world.chloe },
  ],
  'a clinician, in a day that is copied': () => [
    '/rounds/2026-11-26/copies',
    { clinician: world.chloe, from: TODAY },
  ],
  'a clinician, in the start of a round': () => [
    `/rounds/${TODAY}/start`,
    { clinician: world.chloe, start: '07:00' },
  ],
  'a clinician, in a delay that is said': () => [
    `/rounds/${TODAY}/delay`,
    { clinician: world.chloe, minutes: '20' },
  ],
  'a clinician, in texts that are held': () => [
    `/rounds/${TODAY}/notices/holding`,
    { clinician: world.chloe },
  ],
  'a stop': () => [`/rounds/${TODAY}/stops/${theirs.stopId}/arrival`, {}],
  'a tap, in a correction': () => [
    `/rounds/${TODAY}/taps/${theirs.tapId}/correction`,
    { clinician: world.camille, time: '07:00' },
  ],
  'a tap, in an undo': () => [`/rounds/${TODAY}/taps/${theirs.tapId}/undo`, { clinician: world.camille }],
  'a break': () => [`/rounds/${TODAY}/breaks/${theirs.breakId}/removal`, { clinician: world.camille }],
  'a carer, in a cadre': () => [
    `/patients/${world.roussel}/cadre`,
    {
      based_on: '0',
      'contacts[0][subject]': 'delay',
      'contacts[0][channel]': 'sms',
      'contacts[0][carerId]': theirs.carerId,
    },
  ],
  'a task': () => [`/tasks/${theirs.taskId}/outcome`, { outcome: 'told' }],
  'somebody to replace, in an invitation': () => [
    '/practice/invitations',
    {
      email: 'lea@example.fr',
      role: 'substitute',
      from_on: TODAY,
      to_on: TODAY,
      replaces_user_id: world.chloe,
    },
  ],
}

const withoutAudit = (rows: DumpedRow[]) => textOf(rows.filter(({ table }) => table !== 'audit_entries'))

test.each(Object.keys(ATTEMPTS))('of another practice cannot be named: %s', async what => {
  const [url, fields] = ATTEMPTS[what]!()
  const before = await dump(world.house.db)
  const { statusCode, body } = await post(url, fields)
  const after = await dump(world.house.db)
  if (what === 'a break') expect(after.filter(({ id }) => id === theirs.breakId)).toHaveLength(1)
  else {
    expect([403, 404, 422]).toContain(statusCode)
    expect(withoutAudit(after)).toEqual(withoutAudit(before))
  }
  expect(body).not.toContain('Nolwenn')
  const entries = after.filter(
    ({ table, practiceId }) => table === 'audit_entries' && practiceId === world.port.id,
  )
  expect(entries, 'nothing is noted in the other practice').toEqual([])
})

test('a carer of another practice, in a record, becomes somebody new and stays who they were', async () => {
  const { house, roussel } = world
  const yann = () =>
    house.db.selectFrom('carers').selectAll().where('id', '=', theirs.carerId).executeTakeFirst()
  const before = await yann()
  await post(`/patients/${roussel}`, {
    version: '1',
    last_name: 'Roussel',
    'carers[0][id]': theirs.carerId,
    'carers[0][name]': 'Mallory',
  })
  expect(await yann()).toEqual(before)
})
