import { currentCadre } from '../cadre/queries.ts'
import type { PassageWindow } from '../cadre/terms.ts'
import type { Db, Trx } from '../db/database.ts'
import { patientName } from '../patients/names.ts'
import type { EpochMs, Id, Instant, LocalDate } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { STANDING } from './appointment-status.ts'
import { loadAvailability } from './availability.ts'
import { homeOf, placeOfPractice, travelBy } from './free-slots.ts'
import { holidayRegion, holidaysBetween } from './holidays.ts'
import { loadOwnTimes } from './load-own-times.ts'
import type { SeriesRule } from './recurrence.ts'
import type { Named, SeriesQuestion } from './series-question.ts'
import type { Busy, Wanted } from './slots.ts'
import { loadTaken } from './taken.ts'

/** A series that somebody wants to lay out. */
export type SeriesWish = {
  practiceId: Id
  patientId: Id
  clinicianId: Id
  rule: SeriesRule
  from: LocalDate
  to: LocalDate
  sessions: number | null
  kind: Wanted
  /** Appointments that will move or go: they do not stand in the way. */
  exceptIds?: readonly Id[]
}

/** Loads everything that a series is laid out against, on every one of its days. */
export const loadSeriesQuestion = async (
  db: Db | Trx,
  { practiceId, patientId, clinicianId, exceptIds = [], ...wish }: SeriesWish,
  now: Instant,
): Promise<SeriesQuestion> => {
  const { from, to, kind } = wish
  const practice = await placeOfPractice(db, practiceId)
  const days = { practiceId, clinicianIds: [clinicianId], from, to, exceptIds }
  const availability = await loadAvailability(db, practiceId, clinicianId, { from, to })
  const taken = (await loadTaken(db, days, practice)).get(clinicianId)!
  const names = await namesOf(db, { practiceId, clinicianId, from, to })
  const region = await regionOf(db, practiceId)
  const closed = new Set(availability.holidays)
  return {
    ...wish,
    availability,
    knowsHours: availability.weekly.length > 0,
    holidays: holidaysBetween(region, from, to).filter(({ on }) => closed.has(on)),
    busy: taken.busy.map(busy => ({ ...busy, by: whoHas(busy, names) })),
    breaks: taken.breaks,
    where: kind.place === 'home' ? await homeOf(db, practiceId, patientId) : practice,
    travel: travelBy(practice.legMinutes),
    patient: {
      ...(await loadOwnTimes(db, { practiceId, patientId, from, to }, exceptIds)),
      windows: await windowsFor(db, practiceId, patientId, kind),
    },
    now: toEpochMs(now),
  }
}

const regionOf = async (db: Db | Trx, practiceId: Id): Promise<string> => {
  const { holiday_region, zone } = await db
    .selectFrom('practices')
    .select(['holiday_region', 'zone'])
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
  return holidayRegion(holiday_region, zone)
}

type Days = { practiceId: Id; from: LocalDate; to: LocalDate }

/** Whose an agreed time is, by its beginning. */
const namesOf = async (
  db: Db | Trx,
  { practiceId, clinicianId, from, to }: Days & { clinicianId: Id },
): Promise<Map<EpochMs, Named>> => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select(['a.agreed_at', 'p.id', 'p.civility', 'p.first_name', 'p.last_name'])
    .where('a.practice_id', '=', practiceId)
    .where('a.clinician_id', '=', clinicianId)
    .where('a.on', '>=', from)
    .where('a.on', '<=', to)
    .where('a.status', 'in', STANDING)
    .where('a.agreed_at', 'is not', null)
    .execute()
  return new Map(rows.map(row => [toEpochMs(row.agreed_at!), { patientId: row.id, name: patientName(row) }]))
}

/** Nobody's name stands for what another calendar says. */
const whoHas = (busy: Busy, names: Map<EpochMs, Named>): Named | null =>
  busy.where === null ? null : (names.get(busy.from) ?? null)

/** The windows of the cadre say when somebody may come, not when the patient does. */
export const windowsFor = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
  { place }: Pick<Wanted, 'place'>,
): Promise<PassageWindow[]> =>
  place === 'home' ? (await currentCadre(db, practiceId, patientId)).terms.windows : []

/** Whether a clinician ever entered hours; where not, they cannot be checked, and that must be said. */
export const hasHours = async (db: Db | Trx, practiceId: Id, clinicianId: Id): Promise<boolean> =>
  (await db
    .selectFrom('weekly_hours')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .executeTakeFirst()) !== undefined
