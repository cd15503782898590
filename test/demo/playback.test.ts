import { describe, expect, test } from 'vitest'
import { findDemoTime, keepDemoTime } from '../../src/demo/demo-clock.ts'
import { giveBack, takenRounds } from '../../src/demo/hands.ts'
import { makePlayback } from '../../src/demo/playback.ts'
import { prepareDemo, startOver } from '../../src/demo/prepare.ts'
import { seedAnew } from '../../src/demo/start-over.ts'
import { DEMO_DAY } from '../../src/demo/story.ts'
import { newId } from '../../src/ids.ts'
import { recordTap } from '../../src/rounds/record-tap.ts'
import type { LocalTime } from '../../src/terms.ts'
import { instantAt, localTime } from '../../src/time.ts'
import { type DemoHouse, demoAtStart } from './demo-house.ts'

const at = (time: LocalTime) => instantAt(DEMO_DAY, time, 'Europe/Paris')

const playbackOf = ({ db, clock, turn }: DemoHouse) => makePlayback({ db, clock, turn })

const isTaken = async ({ db }: DemoHouse, roundId: string, practiceId: string): Promise<boolean> =>
  (await takenRounds(db, [{ roundId, practiceId }])).has(roundId)

const camillesRound = async ({ db }: DemoHouse) =>
  await db
    .selectFrom('rounds as r')
    .innerJoin('users as u', 'u.id', 'r.clinician_id')
    .select(['r.id', 'r.practice_id', 'r.clinician_id'])
    .where('r.on', '=', DEMO_DAY)
    .where('u.first_name', '=', 'Camille')
    .executeTakeFirstOrThrow()

/** « 9 h 20, Perrot » as `08:39 Perrot late`. */
const textsOf = async ({ db }: DemoHouse): Promise<string[]> => {
  const rows = await db
    .selectFrom('notices as n')
    .innerJoin('patients as p', 'p.id', 'n.patient_id')
    .innerJoin('messages as m', 'm.ref_id', 'n.id')
    .innerJoin('simulated_texts as t', 't.message_id', 'm.id')
    .innerJoin('rounds as r', 'r.id', 'n.round_id')
    .innerJoin('users as u', 'u.id', 'r.clinician_id')
    .select(['t.at', 'p.last_name', 'n.kind'])
    .where('u.first_name', '=', 'Camille')
    .orderBy('t.at')
    .orderBy('p.last_name')
    .execute()
  return rows.map(row => `${localTime(row.at, 'Europe/Paris')} ${row.last_name} ${row.kind}`)
}

const tapByVisitor = async (house: DemoHouse, kind: 'completion' | 'arrival', lastName: string) => {
  const round = await camillesRound(house)
  const stop = await house.db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select('s.id')
    .where('s.round_id', '=', round.id)
    .where('p.last_name', '=', lastName)
    .orderBy('s.position')
    .executeTakeFirstOrThrow()
  const tap = {
    id: newId(),
    practiceId: round.practice_id,
    roundId: round.id,
    stopId: stop.id,
    kind,
    happenedAt: house.clock.now(),
    minutes: null,
    ofTapId: null,
    byUserId: round.clinician_id,
  }
  await house.db.transaction().execute(trx => recordTap(trx, tap, house.clock.now()))
  return round
}

const lastTaps = async ({ db }: DemoHouse, roundId: string, count: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('taps as t')
    .innerJoin('stops as s', 's.id', 't.stop_id')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select(['t.happened_at', 't.kind', 'p.last_name'])
    .where('t.round_id', '=', roundId)
    .orderBy('t.happened_at', 'desc')
    .limit(count)
    .execute()
  return rows
    .reverse()
    .map(row => `${localTime(row.happened_at, 'Europe/Paris')} ${row.kind} ${row.last_name}`)
}

describe('the demo, played', () => {
  test('begins on Wednesday at 8 h 40, with a delay brewing and patients about to be told', async () => {
    const house = await demoAtStart()
    expect(house.clock.now()).toBe(at('08:40'))
    expect(await lastTaps(house, (await camillesRound(house)).id, 1)).toEqual(['08:14 arrival Lemoine'])
    const pending = await house.db.selectFrom('notices').selectAll().where('state', '=', 'pending').execute()
    expect(pending.length).toBeGreaterThan(0)
    expect((await textsOf(house)).length).toBeLessThan(3)
  })

  test('tells patients of the late morning by itself, corrects two of them, and has one called', async () => {
    const house = await demoAtStart()
    await playbackOf(house).playUntil(at('10:30'))
    const texts = await textsOf(house)
    expect(texts.filter(text => text.endsWith('late')).length).toBeGreaterThanOrEqual(3)
    expect(texts.filter(text => text.endsWith('on_time'))).not.toHaveLength(0)
    const calls = await house.db.selectFrom('tasks').select('reason').where('kind', '=', 'call').execute()
    expect(calls.map(({ reason }) => reason)).toContain('prefers_call')
  })

  test('plays the same whatever the strides', async () => {
    const jumping = await demoAtStart()
    await playbackOf(jumping).playUntil(at('09:15'))
    const strolling = await demoAtStart()
    const playback = playbackOf(strolling)
    for (const time of ['08:47', '08:52', '09:01', '09:15'] as const) await playback.playUntil(at(time))
    expect(await textsOf(strolling)).toEqual(await textsOf(jumping))
  })

  test('lets time pass at its speed, and not at all when it stands still', async () => {
    const house = await demoAtStart()
    const playback = playbackOf(house)
    await keepDemoTime(house.db, { at: house.clock.now(), speed: 60 })
    await playback.letPass(2000.4)
    expect(house.clock.now()).toBe(instantAt(DEMO_DAY, '08:42', 'Europe/Paris').replace('00.000Z', '00.024Z'))
    await keepDemoTime(house.db, { at: house.clock.now(), speed: 0 })
    await playback.letPass(60_000)
    expect(house.clock.now()).toBe(at('08:42').replace('00.000Z', '00.024Z'))
  })

  test('goes on after a restart from the time that was kept', async () => {
    const house = await demoAtStart()
    await playbackOf(house).playUntil(at('09:00'))
    house.clock.set('1970-01-01T00:00:00.000Z')
    await prepareDemo(house, house)
    expect(house.clock.now()).toBe(at('09:00'))
  })

  test('leaves a round to the visitor who taps on it, until it is given back', async () => {
    const house = await demoAtStart()
    const playback = playbackOf(house)
    const { id: roundId, practice_id } = await tapByVisitor(house, 'completion', 'Lemoine')
    await playback.playUntil(at('09:30'))
    expect(await isTaken(house, roundId, practice_id)).toBe(true)
    expect(await lastTaps(house, roundId, 1)).toEqual(['08:40 completion Lemoine'])
    await giveBack(house.db, roundId, house.clock.now())
    await playback.playUntil(at('09:40'))
    expect(await isTaken(house, roundId, practice_id)).toBe(false)
    expect(await lastTaps(house, roundId, 3)).toEqual([
      '08:40 completion Lemoine',
      '09:30 departure Grosjean',
      expect.stringMatching(/^09:3\d arrival Grosjean$/),
    ])
  })

  test('begins again on demand, with nothing left of what was done', async () => {
    const house = await demoAtStart()
    const playback = playbackOf(house)
    await tapByVisitor(house, 'completion', 'Lemoine')
    await playback.playUntil(at('09:30'))
    await startOver(house, playback)
    expect(house.clock.now()).toBe(at('08:40'))
    const { id, practice_id } = await camillesRound(house)
    expect(await isTaken(house, id, practice_id)).toBe(false)
    expect((await house.db.selectFrom('practices').select('id').execute()).length).toBe(1)
  })

  test('takes up at once that it was begun again from the command line', async () => {
    const house = await demoAtStart()
    const playback = playbackOf(house)
    await playback.playUntil(at('09:30'))
    await seedAnew(house.db, house.secrets)
    await playback.letPass(1000)
    expect(house.clock.now() < at('08:40')).toBe(true)
    expect((await findDemoTime(house.db))?.at.slice(0, 10)).toBe(DEMO_DAY)
  })
})
