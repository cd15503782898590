import type { Db, Trx } from '../db/database.ts'
import type { Id, Instant, Place, Zone } from '../terms.ts'
import { addDays, dayBounds, minutesToMs, toEpochMs } from '../time.ts'
import type { LegEnd } from '../travel/minutes.ts'
import { STANDING } from './appointment-status.ts'
import type { LocalDates } from './availability.ts'
import { type BusyTime, listBusyTimes } from './busy-times.ts'
import { layOut } from './laid-out.ts'
import type { Break, Busy } from './slots.ts'

/** What takes a clinician's time. */
export type Taken = { busy: Busy[]; breaks: Break[] }

type Search = LocalDates & {
  practiceId: Id
  clinicianIds: readonly Id[]
  exceptId?: Id
  /** A series that is laid out anew does not stand in its own way. */
  exceptIds?: readonly Id[]
}

/**
 * What takes the time of clinicians on some days, and on the day before and after, whose nights and ways reach into
 * them: appointments, what other calendars say, breaks. What was agreed without any time takes none.
 */
export const loadTaken = async (
  db: Db | Trx,
  search: Search,
  practice: LegEnd & { zone: Zone },
): Promise<Map<Id, Taken>> => {
  const around = { ...search, from: addDays(search.from, -1), to: addDays(search.to, 1) }
  const bounds = {
    fromAt: dayBounds(around.from, practice.zone).from,
    toAt: dayBounds(around.to, practice.zone).to,
  }
  const [appointments, breaks, elsewhere] = await Promise.all([
    appointmentsOf(db, around),
    breaksOf(db, around),
    listBusyTimes(db, search.practiceId, search.clinicianIds, bounds),
  ])
  const byClinician = Map.groupBy(appointments, row => row.clinicianId)
  const of = (id: Id): Taken => ({
    busy: [...visitsOf(byClinician.get(id) ?? [], practice), ...elsewhere.get(id)!.map(elsewhereOf)],
    breaks: breaks.filter(({ clinicianId }) => clinicianId === id).map(breakOf),
  })
  return new Map(search.clinicianIds.map(id => [id, of(id)]))
}

type TakenRow = {
  clinicianId: Id
  agreedAt: Instant | null
  windowFromAt: Instant | null
  windowToAt: Instant | null
  minutes: number
  place: Place
  capacity: number
  grouped: number
  bufferMinutes: number | null
  lat: number | null
  lon: number | null
}

const appointmentsOf = async (
  db: Db | Trx,
  { practiceId, clinicianIds, from, to, exceptId, exceptIds = [] }: Search,
): Promise<TakenRow[]> => {
  let query = db
    .selectFrom('appointments as a')
    .leftJoin('appointment_kinds as k', 'k.id', 'a.kind_id')
    .leftJoin('patients as p', join => join.onRef('p.id', '=', 'a.patient_id').on('a.place', '=', 'home'))
    .select([
      'a.clinician_id as clinicianId',
      'a.agreed_at as agreedAt',
      'a.window_from_at as windowFromAt',
      'a.window_to_at as windowToAt',
      'a.duration_minutes as minutes',
      'a.place',
      'a.capacity',
      'a.grouped',
      'k.buffer_minutes as bufferMinutes',
      'p.lat',
      'p.lon',
    ])
    .where('a.practice_id', '=', practiceId)
    .where('a.clinician_id', 'in', clinicianIds)
    .where('a.on', '>=', from)
    .where('a.on', '<=', to)
    .where('a.status', 'in', STANDING)
  if (exceptId) query = query.where('a.id', '!=', exceptId)
  if (exceptIds.length > 0) query = query.where('a.id', 'not in', exceptIds)
  return await query.execute()
}

/** Those with a time where they were agreed, those with a window where there is room in it. */
const visitsOf = (rows: TakenRow[], practice: LegEnd): Busy[] => {
  const fixed = rows.flatMap(row => (row.agreedAt ? [visitAt(row, toEpochMs(row.agreedAt), practice)] : []))
  const floating = rows.filter(row => row.windowFromAt && row.windowToAt && !row.agreedAt)
  const places = layOut(
    fixed,
    floating.map(row => ({
      window: { from: toEpochMs(row.windowFromAt!), to: toEpochMs(row.windowToAt!) },
      duration: minutesToMs(row.minutes),
    })),
  )
  return [...fixed, ...places.map(({ from }, index) => visitAt(floating[index]!, from, practice))]
}

const visitAt = (row: TakenRow, from: number, practice: LegEnd): Busy => ({
  from,
  to: from + minutesToMs(row.minutes),
  capacity: row.capacity,
  grouped: row.grouped === 1,
  bufferMinutes: row.bufferMinutes ?? 0,
  where: row.place === 'home' ? { place: 'home', lat: row.lat, lon: row.lon } : practice,
})

const elsewhereOf = ({ fromAt, toAt }: BusyTime): Busy => ({
  from: toEpochMs(fromAt),
  to: toEpochMs(toAt),
  capacity: 1,
  grouped: false,
  bufferMinutes: 0,
  where: null,
})

type BreakRow = { clinicianId: Id; from_at: Instant; to_at: Instant; at_least_minutes: number }

const breaksOf = async (db: Db | Trx, { practiceId, clinicianIds, from, to }: Search): Promise<BreakRow[]> =>
  await db
    .selectFrom('rounds as r')
    .innerJoin('round_breaks as b', 'b.round_id', 'r.id')
    .select(['r.clinician_id as clinicianId', 'b.from_at', 'b.to_at', 'b.at_least_minutes'])
    .where('r.practice_id', '=', practiceId)
    .where('b.practice_id', '=', practiceId)
    .where('r.clinician_id', 'in', clinicianIds)
    .where('r.on', '>=', from)
    .where('r.on', '<=', to)
    .execute()

const breakOf = ({ from_at, to_at, at_least_minutes }: BreakRow): Break => ({
  from: toEpochMs(from_at),
  to: toEpochMs(to_at),
  atLeastMinutes: at_least_minutes,
})
