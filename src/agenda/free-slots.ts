import type { Db, Trx } from '../db/database.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type LegEnd, travelMinutes } from '../travel/minutes.ts'
import { type LocalDates, loadAvailabilities } from './availability.ts'
import { loadOwnTimes } from './load-own-times.ts'
import { suits } from './own-times.ts'
import { freeSlots, type Slot, type TravelMinutes, type Wanted } from './slots.ts'
import { loadTaken } from './taken.ts'

type Search = LocalDates & {
  practiceId: Id
  kind: Wanted
  /** What this patient has elsewhere, and being away, count; for a visit at home the way there too. */
  patientId?: Id
  /** An appointment that is to be moved does not stand in its own way. */
  exceptId?: Id
  /** The practice itself may book what begins in a minute. */
  ignoresNotice?: boolean
}

/** The times that a clinician could give to an appointment on some days, in order. */
export const findFreeSlots = async (
  db: Db | Trx,
  { clinicianId, ...search }: Search & { clinicianId: Id },
  now: Instant,
): Promise<Slot[]> =>
  (await findFreeSlotsOfAll(db, { ...search, clinicianIds: [clinicianId] }, now)).get(clinicianId)!

type SearchOfAll = Search & { clinicianIds: readonly Id[] }

/** The same of several clinicians, by clinician, in as many queries as of one. */
export const findFreeSlotsOfAll = async (
  db: Db | Trx,
  search: SearchOfAll,
  now: Instant,
): Promise<Map<Id, Slot[]>> => await (await openSlotSearch(db, search, now))(search)

/** Finds the free times of some of the days that a search was opened for, by clinician. */
export type SlotSearch = (days: LocalDates) => Promise<Map<Id, Slot[]>>

/** Loads once what a search stands on, but for what takes time: that is asked for the days that are looked at. */
export const openSlotSearch = async (
  db: Db | Trx,
  { practiceId, clinicianIds, kind, patientId, exceptId, ignoresNotice, from, to }: SearchOfAll,
  now: Instant,
): Promise<SlotSearch> => {
  const [practice, availabilities, home, own] = await Promise.all([
    placeOfPractice(db, practiceId),
    loadAvailabilities(db, practiceId, clinicianIds, { from, to }),
    kind.place === 'home' && patientId ? homeOf(db, practiceId, patientId) : UNKNOWN_HOME,
    patientId
      ? loadOwnTimes(db, { practiceId, patientId, from, to }, exceptId ? [exceptId] : [])
      : { absences: [], times: [] },
  ])
  const about = {
    kind,
    where: kind.place === 'home' ? home : practice,
    travel: travelBy(practice.legMinutes),
    now: toEpochMs(now),
    ignoresNotice,
  }
  return async days => {
    const taken = await loadTaken(db, { practiceId, clinicianIds, ...datesOf(days), exceptId }, practice)
    const slotsOf = (id: Id): Slot[] => {
      const availability = { ...availabilities.get(id)!, ...datesOf(days) }
      return freeSlots({ availability, ...taken.get(id)!, ...about }).filter(slot => suits(own, slot))
    }
    return new Map(clinicianIds.map(id => [id, slotsOf(id)]))
  }
}

const datesOf = ({ from, to }: LocalDates): LocalDates => ({ from, to })

const UNKNOWN_HOME: LegEnd = { place: 'home', lat: null, lon: null }

/** Where the practice is, and what it counts for a way that nobody knows. */
export const placeOfPractice = async (
  db: Db | Trx,
  practiceId: Id,
): Promise<LegEnd & { legMinutes: number; zone: Zone }> => {
  const { lat, lon, leg_minutes, zone } = await db
    .selectFrom('practices')
    .select(['lat', 'lon', 'leg_minutes', 'zone'])
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
  return { place: 'practice', lat, lon, legMinutes: leg_minutes, zone }
}

/** Where a patient lives. */
export const homeOf = async (db: Db | Trx, practiceId: Id, patientId: Id): Promise<LegEnd> => {
  const row = await db
    .selectFrom('patients')
    .select(['lat', 'lon'])
    .where('practice_id', '=', practiceId)
    .where('id', '=', patientId)
    .executeTakeFirst()
  return row ? { place: 'home', ...row } : UNKNOWN_HOME
}

/** The way between a home and what another calendar says, whose place nobody knows, is as long as any. */
export const travelBy =
  (legDefaultMinutes: number): TravelMinutes =>
  (from, to) => {
    if (to) return travelMinutes({ from, to, legDefaultMinutes }).minutes
    return from?.place === 'home' ? legDefaultMinutes : 0
  }
