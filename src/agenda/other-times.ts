import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Instant, LocalDate, Zone } from '../terms.ts'
import { addDays, clockTime, localDate, minutesToMs, toEpochMs, toInstant } from '../time.ts'
import { findFreeSlots } from './free-slots.ts'
import { getKind } from './kinds.ts'
import { minuteOfDay, nearTimes } from './near-times.ts'
import { windowsFor } from './series-facts.ts'
import { isInWindows } from './series-obstacles.ts'
import type { Slot } from './slots.ts'
import { overlap } from './spans.ts'

const DAYS_AROUND = 14
const MOST = 3
/** Who cannot come at nine can seldom come a quarter past. */
const MINUTES_AWAY = 60

type Around = {
  now: Instant
  zone: Zone
  /** The days that are not possible; without them, the appointment's own. */
  days?: { fromOn: LocalDate; toOn: LocalDate }
  /** The practice itself may book what begins in a minute. */
  ignoresNotice?: boolean
}

/** Up to three other times for an appointment, two weeks before or after, near to its own; soonest first. */
export const otherTimes = async (
  db: Db | Trx,
  row: AppointmentRow,
  { now, zone, days = { fromOn: row.on, toOn: row.on }, ignoresNotice }: Around,
): Promise<Instant[]> => {
  const at = beginningOf(row)
  if (at === null) return []
  const first = addDays(days.fromOn, -DAYS_AROUND)
  const today = localDate(now, zone)
  const last = addDays([days.toOn, today].sort().at(-1)!, DAYS_AROUND)
  const span = { from: [first, today].sort().at(-1)!, to: last }
  const free = await timesFor(db, row, { ...span, zone, ignoresNotice }, now)
  const wanted = { on: row.on, minute: minuteOfDay(toEpochMs(at), zone) }
  return nearTimes(free, wanted, { zone, most: MOST })
    .map(({ from }) => toInstant(from))
    .sort()
}

/** Whether an appointment could begin then, of all that counts: hours, other calendars, ways, the patient's own times. */
export const isFreeFor = async (
  db: Db | Trx,
  row: AppointmentRow,
  at: Instant,
  { now, zone }: Pick<Around, 'now' | 'zone'>,
): Promise<boolean> => {
  const on = localDate(at, zone)
  return (await timesFor(db, row, { from: on, to: on, zone }, now)).some(({ from }) => from === toEpochMs(at))
}

const beginningOf = ({ agreed_at, window_from_at }: AppointmentRow): Instant | null =>
  agreed_at ?? window_from_at

type Days = { from: LocalDate; to: LocalDate; zone: Zone; ignoresNotice?: boolean | undefined }

/** The free times inside the windows of the cadre, well away from the time that is given up. */
const timesFor = async (
  db: Db | Trx,
  row: AppointmentRow,
  { from, to, zone, ignoresNotice = false }: Days,
  now: Instant,
): Promise<Slot[]> => {
  const { practice_id: practiceId, patient_id: patientId, clinician_id: clinicianId, place } = row
  const kind = {
    durationMinutes: row.duration_minutes,
    bufferMinutes: row.kind_id ? (await getKind(db, practiceId, row.kind_id)).bufferMinutes : 0,
    place,
    capacity: row.capacity,
    grouped: row.grouped === 1,
  }
  const search = { practiceId, clinicianId, kind, from, to, patientId, exceptId: row.id, ignoresNotice }
  const windows = await windowsFor(db, practiceId, patientId, kind)
  const givenUp = toEpochMs(beginningOf(row) ?? '1970-01-01T00:00:00.000Z')
  const own = {
    from: givenUp - minutesToMs(MINUTES_AWAY),
    to: givenUp + minutesToMs(row.duration_minutes + MINUTES_AWAY),
  }
  return (await findFreeSlots(db, search, now)).filter(slot => {
    const time = clockTime(slot.from, zone)
    return !overlap(own, slot) && isInWindows(windows, slot.on, time, time)
  })
}
