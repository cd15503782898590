import type { NewAppointment } from '../agenda/appointment.ts'
import { STANDING } from '../agenda/appointment-status.ts'
import { bookAppointment } from '../agenda/queries.ts'
import type { Db, Trx } from '../db/database.ts'
import { reconsider } from '../delays/reconsider.ts'
import type { Moment } from '../planning/place.ts'
import { addBreak, setStart } from '../rounds/frame.ts'
import { placeLast, placeStop } from '../rounds/order.ts'
import { ensureRound, findRound, loadRound, type RoundStop } from '../rounds/queries.ts'
import type { Id, Instant, LocalDate, Zone } from '../terms.ts'
import { addDays, instantAt, localTime } from '../time.ts'

export type DayCopy = { practiceId: Id; clinicianId: Id; from: LocalDate; to: LocalDate; zone: Zone }

/** `left`: those who are archived, or who have that appointment already. */
export type Copied = { copied: number; left: number }

/**
 * Takes over a day's appointments at the same times of day, and, into an empty day, its order, start and breaks.
 * Running it twice adds nothing.
 */
export const copyDay = async (
  trx: Trx,
  { practiceId, clinicianId, from, to, zone }: DayCopy,
  { now, today, by }: Moment,
): Promise<Copied> => {
  const source = await findRound(trx, practiceId, clinicianId, from)
  if (!source) return { copied: 0, left: 0 }
  const day = await loadRound(trx, practiceId, source.id)
  const round = await ensureRound(trx, practiceId, clinicianId, to, now)
  const isEmpty = (await loadRound(trx, practiceId, round.id)).stops.length === 0
  const archived = await archivedAmong(trx, practiceId, day.stops)
  const at = (instant: Instant) => instantAt(to, localTime(instant, zone), zone)
  let copied = 0
  for (const stop of day.stops.filter(({ patient_id }) => !archived.has(patient_id))) {
    const appointment = { ...sameAs(stop, at), practiceId, clinicianId, on: to }
    const booking = await bookAppointment(trx, appointment, now, { by })
    if (!booking.booked) continue
    const place = { practiceId, roundId: round.id, appointmentId: booking.id }
    await (isEmpty ? placeLast : placeStop)(trx, place, now)
    copied++
  }
  if (isEmpty) {
    await setStart(trx, { practiceId, roundId: round.id }, source.starts_at && at(source.starts_at))
    if ((await loadRound(trx, practiceId, round.id)).breaks.length === 0)
      for (const { from_at, to_at, at_least_minutes } of day.breaks)
        await addBreak(
          trx,
          { practiceId, roundId: round.id },
          { from_at: at(from_at), to_at: at(to_at), at_least_minutes },
        )
  }
  if (to === today) await reconsider(trx, { practiceId, roundId: round.id }, now)
  return { copied, left: day.stops.length - copied }
}

const sameAs = (
  stop: RoundStop,
  at: (instant: Instant) => Instant,
): Omit<NewAppointment, 'practiceId' | 'clinicianId' | 'on'> => ({
  patientId: stop.patient_id,
  kind: stop.kind,
  care: stop.care,
  place: stop.place,
  agreedAt: stop.agreed_at && at(stop.agreed_at),
  window:
    stop.window_from_at && stop.window_to_at
      ? { fromAt: at(stop.window_from_at), toAt: at(stop.window_to_at) }
      : null,
  notBeforeAt: stop.not_before_at && at(stop.not_before_at),
  hardBeforeAt: stop.hard_before_at && at(stop.hard_before_at),
  durationMinutes: stop.duration_minutes,
  toleranceMinutes: stop.tolerance_minutes,
})

const archivedAmong = async (trx: Trx, practiceId: Id, stops: RoundStop[]): Promise<Set<Id>> => {
  if (stops.length === 0) return new Set()
  const rows = await trx
    .selectFrom('patients')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('id', 'in', [...new Set(stops.map(stop => stop.patient_id))])
    .where('archived_at', 'is not', null)
    .execute()
  return new Set(rows.map(row => row.id))
}

const DAYS_LOOKED_BACK = 15

/** The days of the last two weeks that have something to take over, the same weekday and the latest first. */
export const listCopyableDays = async (
  db: Db,
  practiceId: Id,
  clinicianId: Id,
  to: LocalDate,
): Promise<{ on: LocalDate; count: number }[]> => {
  const rows = await db
    .selectFrom('rounds as r')
    .innerJoin('stops as s', 's.round_id', 'r.id')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .select(eb => ['r.on', eb.fn.countAll<number>().as('count')])
    .where('r.practice_id', '=', practiceId)
    .where('r.clinician_id', '=', clinicianId)
    .where('r.on', '>=', addDays(to, -DAYS_LOOKED_BACK))
    .where('r.on', '<', to)
    .where('a.status', 'in', STANDING)
    .groupBy('r.on')
    .orderBy('r.on', 'desc')
    .execute()
  const days = rows.map(({ on, count }) => ({ on, count: Number(count) }))
  const sameWeekday = ({ on }: { on: LocalDate }) => on === addDays(to, -7) || on === addDays(to, -14)
  return [...days.filter(sameWeekday), ...days.filter(day => !sameWeekday(day))].slice(0, 6)
}
