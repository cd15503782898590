import { expect, test } from 'vitest'
import { addDatedHours } from '../../src/agenda/dated-hours.ts'
import { findFreeSlots, findFreeSlotsOfAll } from '../../src/agenda/free-slots.ts'
import { saveSchedule, saveWeek } from '../../src/agenda/hours.ts'
import { addKind } from '../../src/agenda/kinds.ts'
import { type Db, inTransaction } from '../../src/db/database.ts'
import { newId } from '../../src/ids.ts'
import type { Id } from '../../src/terms.ts'
import { cast } from '../support/cast.ts'
import { type FreshDatabase, onBothDatabases } from '../support/database.ts'
import { roundOf, stop, TODAY } from '../support/day.ts'
import { patient } from '../support/people.ts'
import { beginnings, SESSION, weekly } from './availability-facts.ts'

const NOW = '2026-11-25T05:00:00.000Z'
const USUAL = { validFrom: null, validTo: null }

/** Bastien sees patients on Wednesdays from 8 h to 10 h, every half hour. */
const bastiensWednesday = async (fresh: () => Promise<FreshDatabase>) => {
  const { db } = await fresh()
  const people = await cast(db)
  const of = { practiceId: people.halle.id, clinicianId: people.bastien }
  await inTransaction(db, async trx => {
    const hours = weekly([3], '08:00-10:00')
    await saveWeek(trx, { ...of, version: 0 }, USUAL, { period: USUAL, hours })
    await saveSchedule(trx, { ...of, version: 1 }, { slotStepMinutes: 30, leastNoticeMinutes: 0 })
  })
  const search = { ...of, kind: SESSION, from: TODAY, to: TODAY }
  const find = async (facts: Partial<Parameters<typeof findFreeSlots>[1]> = {}) =>
    beginnings(await findFreeSlots(db, { ...search, ...facts }, NOW))
  const session = (at: string, facts: Record<string, unknown> = {}) =>
    stop(db, { ...of, patientId: people.roussel, at, minutes: 30, place: 'practice', ...facts })
  return { db, ...people, of, search, find, session }
}

const busyTime = async (db: Db, practiceId: Id, clinicianId: Id, from_at: string, to_at: string) => {
  const source_id = newId()
  const own = { practice_id: practiceId, clinician_id: clinicianId }
  await db
    .insertInto('calendar_sources')
    .values({ id: source_id, ...own, name: 'Hôpital', created_at: NOW, left_out: 0, failures: 0 })
    .execute()
  await db
    .insertInto('busy_times')
    .values({ id: newId(), ...own, source_id, from_at, to_at })
    .execute()
}

onBothDatabases('free places of a clinician', fresh => {
  test('are those of the week, and none without any hours', async () => {
    const { find, camille } = await bastiensWednesday(fresh)
    expect(await find()).toEqual(['08:00', '08:30', '09:00', '09:30'])
    expect(await find({ clinicianId: camille })).toEqual([])
  })

  test('leave out what stands in the day, and give back what was cancelled or moved', async () => {
    const { find, session } = await bastiensWednesday(fresh)
    await session('08:00', { status: 'confirmed' })
    await session('08:30', { status: 'cancelled' })
    await session('09:00', { status: 'moved' })
    const { appointmentId } = await session('09:30')
    expect(await find()).toEqual(['08:30', '09:00'])
    expect(await find({ exceptId: appointmentId })).toEqual(['08:30', '09:00', '09:30'])
  })

  test('know the buffer of the kind that was booked', async () => {
    const { db, find, session, of } = await bastiensWednesday(fresh)
    const kind_id = await inTransaction(db, trx =>
      addKind(trx, of.practiceId, { ...KIND, bufferMinutes: 15 }, NOW),
    )
    await session('08:00', { kind_id })
    expect(await find()).toEqual(['09:00', '09:30'])
  })

  test('are shared as far as the kind that was booked allows', async () => {
    const { find, session } = await bastiensWednesday(fresh)
    await session('08:00', { capacity: 2 })
    await session('08:30', { capacity: 1 })
    expect(await find({ kind: { ...SESSION, capacity: 2 } })).toEqual(['08:00', '09:00', '09:30'])
  })

  test('external busy time ignored: another calendar’s time is not offered', async () => {
    const { db, find, of } = await bastiensWednesday(fresh)
    await busyTime(db, of.practiceId, of.clinicianId, '2026-11-25T07:15:00.000Z', '2026-11-25T08:00:00.000Z')
    expect(await find()).toEqual(['09:00', '09:30'])
  })

  test('travel time ignored between appointments: the way to a patient and back is kept', async () => {
    const { db, find, session, halle } = await bastiensWednesday(fresh)
    await session('08:00')
    const home = { place: 'home', kind: { ...SESSION, place: 'home' } } as const
    expect(await find({ kind: home.kind })).toEqual(['09:00', '09:30'])
    await db.updateTable('practices').set({ lat: 49.7733, lon: 4.7206, leg_minutes: 60 }).execute()
    const near = await patient(db, halle.id, { lat: 49.7734, lon: 4.7207 })
    expect(await find({ kind: home.kind, patientId: near })).toEqual(['08:30', '09:00', '09:30'])
    expect(await find({ kind: home.kind })).toEqual(['09:30'])
  })

  test('fit between visits that were agreed for a window', async () => {
    const { find, session } = await bastiensWednesday(fresh)
    await session('', { at: undefined, window: ['08:00', '09:00'] })
    await session('', { at: undefined, window: ['08:00', '09:30'] })
    expect(await find()).toEqual(['09:00', '09:30'])
  })

  test('leave time for the break of the day', async () => {
    const { db, find, of } = await bastiensWednesday(fresh)
    const round_id = await roundOf(db, of.practiceId, of.clinicianId)
    const rest = { from_at: '2026-11-25T07:30:00.000Z', to_at: '2026-11-25T08:30:00.000Z' }
    await db
      .insertInto('round_breaks')
      .values({ id: newId(), practice_id: of.practiceId, round_id, ...rest, at_least_minutes: 60 })
      .execute()
    expect(await find()).toEqual(['08:00', '09:30'])
  })

  test('follow exceptions, of the clinician and of the practice', async () => {
    const { db, find, of } = await bastiensWednesday(fresh)
    const day = { fromOn: TODAY, toOn: TODAY, label: 'Pont', hours: [] }
    await inTransaction(db, trx =>
      addDatedHours(trx, of.practiceId, { ...day, open: false, clinicianId: null }, NOW),
    )
    expect(await find()).toEqual([])
    const open = { open: true, hours: [{ from: '18:00', to: '19:00', place: 'any' as const }] }
    await inTransaction(db, trx =>
      addDatedHours(trx, of.practiceId, { ...day, ...open, clinicianId: of.clinicianId }, NOW),
    )
    expect(await find()).toEqual(['18:00', '18:30'])
  })

  test('are none on holidays of the region, unless the clinician works then', async () => {
    const { db, find, of } = await bastiensWednesday(fresh)
    await inTransaction(db, trx =>
      saveWeek(trx, { ...of, version: 2 }, USUAL, { period: USUAL, hours: weekly([5, 6], '08:00-09:00') }),
    )
    const christmas = { from: '2026-12-25', to: '2026-12-26' }
    expect(await find(christmas)).toEqual(['08:00', '08:30'])
    await db.updateTable('practices').set({ holiday_region: 'AM' }).execute()
    expect(await find(christmas)).toEqual([])
    await inTransaction(db, trx => saveSchedule(trx, { ...of, version: 3 }, { worksOnHolidays: true }))
    expect(await find(christmas)).toEqual(['08:00', '08:30', '08:00', '08:30'])
  })

  test('of several clinicians are each one’s own', async () => {
    const { db, search, session, camille, bastien } = await bastiensWednesday(fresh)
    await session('08:00')
    const of = { practiceId: search.practiceId, clinicianId: camille, version: 0 }
    const hours = weekly([3], '08:00-09:00')
    await inTransaction(db, trx => saveWeek(trx, of, USUAL, { period: USUAL, hours }))
    const { clinicianId: _, ...both } = search
    const found = await findFreeSlotsOfAll(db, { ...both, clinicianIds: [bastien, camille] }, NOW)
    expect(beginnings(found.get(bastien)!)).toEqual(['08:30', '09:00', '09:30'])
    expect(beginnings(found.get(camille)!)).toEqual(['08:00', '08:15', '08:30'])
  })

  test('see nothing of another practice', async () => {
    const { find, session, port } = await bastiensWednesday(fresh)
    await session('08:00', { practiceId: port.id })
    expect(await find()).toHaveLength(4)
  })
})

const KIND = {
  name: 'Séance',
  category: 'session',
  durationMinutes: 30,
  bufferMinutes: 0,
  place: 'practice',
  capacity: 1,
  grouped: false,
  bookedBy: 'nobody',
  instructions: '',
  videoUrl: null,
  clinicianId: null,
} as const
