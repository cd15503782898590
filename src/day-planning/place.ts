import type { NewAppointment } from '../agenda/appointment.ts'
import {
  type Booking,
  bookAppointment,
  cancelAppointment,
  getAppointment,
  moveAppointment,
} from '../agenda/queries.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { forgetStop } from '../delays/forget-stop.ts'
import { reconsider } from '../delays/reconsider.ts'
import { placeAgain, placeStop } from '../rounds/order.ts'
import { ensureRound } from '../rounds/queries.ts'
import { findVisit } from '../rounds/visit.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'

/** Today in the practice's zone: only a round of today has delays to think about. */
export type Moment = { now: Instant; today: LocalDate }

/** Books an appointment and gives it its place in the clinician's round of that day, made if need be. */
export const bookInRound = async (
  trx: Trx,
  appointment: NewAppointment,
  { now, today }: Moment,
  choice: { overlap: boolean },
): Promise<Booking> => {
  const booking = await bookAppointment(trx, appointment, now, choice)
  if (!booking.booked) return booking
  const { practiceId, clinicianId, on } = appointment
  const round = await ensureRound(trx, practiceId, clinicianId, on, now)
  await placeStop(trx, { practiceId, roundId: round.id, appointmentId: booking.id }, now)
  if (on === today) await reconsider(trx, { practiceId, roundId: round.id }, now)
  return booking
}

export type Outcome = 'changed' | 'outdated' | 'taken' | 'same' | 'begun'

type Version = { practiceId: Id; id: Id; version: number }

/**
 * Changes an appointment, guarded by the version that was read: an agreed time is never rewritten behind somebody's
 * back. To another day or clinician it is cancelled here and booked there.
 */
export const changeInRound = async (
  trx: Trx,
  of: Version,
  wanted: NewAppointment,
  moment: Moment,
  choice: { overlap: boolean },
): Promise<Outcome> => {
  const current = await getAppointment(trx, of.practiceId, of.id)
  if (current.version !== of.version || current.status !== 'booked') return 'outdated'
  const visit = await findVisit(trx, current)
  if (current.on === wanted.on && current.clinician_id === wanted.clinicianId) {
    const outcome = await moveAppointment(trx, of, wanted, choice)
    if (outcome !== 'changed' || !visit) return outcome
    const agreesAnew = agreedFrom(current) !== (wanted.agreedAt ?? wanted.window?.fromAt ?? null)
    if (agreesAnew) await placeAgain(trx, { ...visit, practiceId: of.practiceId })
    if (current.on === moment.today)
      await reconsider(trx, { ...visit, practiceId: of.practiceId }, moment.now)
    return 'changed'
  }
  if (visit?.begun) return 'begun'
  const booking = await bookInRound(trx, wanted, moment, choice)
  if (!booking.booked) return booking.why
  return await cancelInRound(trx, of, moment)
}

const agreedFrom = ({ agreed_at, window_from_at }: AppointmentRow): Instant | null =>
  agreed_at ?? window_from_at

/** Cancels an appointment: what waited to be said about it is withdrawn, and the round is thought about again. */
export const cancelInRound = async (
  trx: Trx,
  of: Version,
  { now, today }: Moment,
): Promise<'changed' | 'outdated' | 'begun'> => {
  const current = await getAppointment(trx, of.practiceId, of.id)
  const visit = await findVisit(trx, current)
  if (visit?.begun) return 'begun'
  if ((await cancelAppointment(trx, of)) === 'outdated') return 'outdated'
  if (!visit) return 'changed'
  await forgetStop(trx, { practiceId: of.practiceId, stopId: visit.stopId }, now)
  if (current.on === today) await reconsider(trx, { practiceId: of.practiceId, roundId: visit.roundId }, now)
  return 'changed'
}
