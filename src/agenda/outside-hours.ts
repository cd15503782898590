import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { LocalDate } from '../terms.ts'
import { addDays, minutesToMs, toEpochMs } from '../time.ts'
import { AHEAD, STANDING } from './appointment-status.ts'
import { type LocalDates, loadAvailability } from './availability.ts'
import type { OfClinician } from './hours.ts'
import { openIntervals } from './opening.ts'
import { merged, type Span } from './spans.ts'

type Agreed = Pick<
  AppointmentRow,
  'on' | 'agreed_at' | 'window_from_at' | 'window_to_at' | 'duration_minutes'
>

/**
 * The days of the appointments to come that no longer lie inside a clinician's hours, one for each: whoever closes a day
 * is told of those who were given it before.
 */
export const listOutsideHours = async (
  db: Db | Trx,
  { practiceId, clinicianId }: OfClinician,
  days: LocalDates,
): Promise<LocalDate[]> => {
  const availability = await loadAvailability(db, practiceId, clinicianId, days)
  const rows = await db
    .selectFrom('appointments')
    .select(['on', 'agreed_at', 'window_from_at', 'window_to_at', 'duration_minutes'])
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('on', '>=', days.from)
    .where('on', '<=', days.to)
    .where(
      'status',
      'in',
      AHEAD.filter(status => STANDING.includes(status)),
    )
    .orderBy('on')
    .execute()
  const open = new Map<LocalDate, Span[]>()
  const openOn = (on: LocalDate): Span[] => {
    const known =
      open.get(on) ?? merged([addDays(on, -1), on].flatMap(day => openIntervals(availability, day)))
    open.set(on, known)
    return known
  }
  return rows.filter(row => !fitsIn(openOn(row.on), row)).map(row => row.on)
}

/** Agreed for a time: from its beginning to its end. For a window: somewhere in it. Without any: on an open day. */
const fitsIn = (open: readonly Span[], row: Agreed): boolean => {
  const [from, to] = [row.agreed_at ?? row.window_from_at, row.agreed_at ?? row.window_to_at]
  if (!from || !to) return open.length > 0
  const duration = minutesToMs(row.duration_minutes)
  return open.some(
    span => Math.max(span.from, toEpochMs(from)) <= Math.min(span.to - duration, toEpochMs(to)),
  )
}
