import { describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/database.ts'
import { seedAnew } from '../../src/demo/start-over.ts'
import { DEMO_DAY } from '../../src/demo/story.ts'
import { readPhone } from '../../src/patients/phones.ts'
import { toEpochMs } from '../../src/time.ts'
import { demoHouse } from './demo-house.ts'

const seeded = async (): Promise<Db> => {
  const { db, secrets } = await demoHouse()
  await seedAnew(db, secrets)
  return db
}

/** Everything that was seeded, but for the ids that are made anew each time. */
const factsOf = async (db: Db) => ({
  patients: await db
    .selectFrom('patients')
    .select(['first_name', 'last_name', 'born_on', 'address', 'lat', 'lon', 'home', 'needs'])
    .orderBy('last_name')
    .execute(),
  phones: await db.selectFrom('phones').select(['e164', 'sms_target']).orderBy('e164').execute(),
  taps: await db
    .selectFrom('taps as t')
    .innerJoin('stops as s', 's.id', 't.stop_id')
    .select(['t.happened_at', 't.kind', 's.position'])
    .orderBy('t.happened_at')
    .orderBy('t.kind')
    .orderBy('s.position')
    .execute(),
})

const roundsOn = async (db: Db, on: string) =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .innerJoin('users as u', 'u.id', 'a.clinician_id')
    .select(eb => ['u.first_name', 'a.place', eb.fn.countAll<number>().as('count')])
    .where('a.on', '=', on)
    .groupBy(['u.first_name', 'a.place'])
    .orderBy('u.first_name')
    .orderBy('a.place')
    .execute()

describe('the seed of the demo', () => {
  test('is the same each time', async () => {
    expect(await factsOf(await seeded())).toEqual(await factsOf(await seeded()))
  })

  test('gives a nurse, a kiné and a GP a full Wednesday, with some sessions at home', async () => {
    expect(await roundsOn(await seeded(), DEMO_DAY)).toEqual([
      { first_name: 'Bastien', place: 'home', count: 2 },
      { first_name: 'Bastien', place: 'practice', count: 14 },
      { first_name: 'Camille', place: 'home', count: 22 },
      { first_name: 'Hélène', place: 'practice', count: 22 },
    ])
  })

  test('invents about 60 patients, with numbers that the regulators keep for fiction', async () => {
    const db = await seeded()
    const patients = await db.selectFrom('patients').select('id').execute()
    expect(patients).toHaveLength(60)
    const phones = await db.selectFrom('phones').selectAll().execute()
    const fictional = /^\+33(63998|35301)\d{4}$|^\+262692000\d{3}$/
    for (const { e164, sms_target } of phones) {
      expect(e164).toMatch(fictional)
      expect(readPhone(e164)).toMatchObject({ ok: true, e164, smsTarget: sms_target === 1 })
    }
  })

  test('leaves a history from which durations can be learned, and nothing tapped from today on', async () => {
    const db = await seeded()
    const visits = await db
      .selectFrom('taps as arrival')
      .innerJoin('taps as completion', 'completion.stop_id', 'arrival.stop_id')
      .select(['arrival.happened_at as from', 'completion.happened_at as to'])
      .where('arrival.kind', '=', 'arrival')
      .where('completion.kind', '=', 'completion')
      .execute()
    expect(visits.length).toBeGreaterThan(700)
    for (const { from, to } of visits) {
      const minutes = (toEpochMs(to) - toEpochMs(from)) / 60_000
      expect(minutes).toBeGreaterThan(2)
      expect(minutes).toBeLessThan(75)
    }
    const { last } = await db
      .selectFrom('taps')
      .select(eb => eb.fn.max('happened_at').as('last'))
      .executeTakeFirstOrThrow()
    expect(last < DEMO_DAY).toBe(true)
  })

  test('tells of the delays of days gone by as one could know them then, mostly rightly and always before the visit', async () => {
    const db = await seeded()
    const told = await db
      .selectFrom('notices as n')
      .innerJoin('taps as arrival', 'arrival.stop_id', 'n.stop_id')
      .innerJoin('stops as s', 's.id', 'n.stop_id')
      .innerJoin('appointments as a', 'a.id', 's.appointment_id')
      .select(['n.kind', 'n.sent_at', 'n.from_at', 'n.to_at', 'arrival.happened_at as begun_at'])
      .select(eb => eb.fn.coalesce('a.agreed_at', 'a.window_to_at').as('due_at'))
      .where('arrival.kind', '=', 'arrival')
      .execute()
    const late = told.filter(({ kind }) => kind === 'late')
    expect(late.length).toBeGreaterThan(50)
    expect(told.every(({ sent_at, begun_at }) => sent_at! < begun_at && begun_at < DEMO_DAY)).toBe(true)
    expect(late.filter(({ begun_at, due_at }) => begun_at > due_at!).length).toBeGreaterThan(
      0.8 * late.length,
    )
    const held = late.filter(({ begun_at, from_at, to_at }) => from_at <= begun_at && begun_at <= to_at)
    expect(held.length).toBeGreaterThan(0.6 * late.length)
    expect(held.length).toBeLessThan(late.length)
  })

  test('has a door code, a carer told instead, somebody without texts and an English speaker on the round', async () => {
    const db = await seeded()
    const cadres = (await db.selectFrom('cadres').select('terms').execute()).map(({ terms }) =>
      JSON.parse(terms),
    )
    const channels = new Set(
      cadres.flatMap(({ contacts }) => contacts.map((rule: { channel: string }) => rule.channel)),
    )
    expect([...channels].sort()).toEqual(['call', 'in_person', 'none', 'sms'])
    expect(cadres.some(({ contacts }) => contacts[0].carerId !== null)).toBe(true)
    expect(await db.selectFrom('home_secrets').select('id').execute()).not.toHaveLength(0)
    expect(await db.selectFrom('patients').select('id').where('language', '=', 'en').execute()).toHaveLength(
      1,
    )
  })
})
