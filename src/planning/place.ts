import type { NewAppointment } from '../agenda/appointment.ts'
import { isAhead, isStanding } from '../agenda/appointment-status.ts'
import type { Actor } from '../agenda/history.ts'
import { keepLinksAlive } from '../agenda/links-alive.ts'
import { type Booking, bookAppointment, getAppointment, moveAppointment } from '../agenda/queries.ts'
import { type AppointmentChange, tellChange } from '../agenda/tell.ts'
import { changeStatus } from '../agenda/transition.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { forgetStop } from '../delays/forget-stop.ts'
import { reconsider } from '../delays/reconsider.ts'
import { placeAgain, placeStop } from '../rounds/order.ts'
import { ensureRound } from '../rounds/queries.ts'
import { findVisit, type Visit } from '../rounds/visit.ts'
import type { Id, Instant, LocalDate, Zone } from '../terms.ts'
import { originOf } from './same-again.ts'

/** Who acts, and when; today in the practice's zone: only a round of today has delays to think about. */
export type Moment = { now: Instant; today: LocalDate; by: Actor }

/**
 * `tell`: let the patient know; without it, whoever makes the change does it themselves. `atWish`: the patient or a carer
 * has asked for it. `announced`: a booking is told at once, though its reminder will come.
 */
export type Choice = Told & { overlap: boolean }

type Told = { tell?: boolean | undefined; atWish?: boolean | undefined; announced?: boolean | undefined }

/** Books an appointment and gives it its place in the clinician's round of that day, made if need be. */
export const bookInRound = async (
  trx: Trx,
  appointment: NewAppointment,
  moment: Moment,
  choice: Choice,
): Promise<Booking> => {
  const booking = await placeNew(trx, appointment, moment, choice)
  if (!booking.booked) return booking
  const row = await getAppointment(trx, appointment.practiceId, booking.id)
  await tell(trx, { appointment: row, before: null, what: 'booked' }, moment, choice)
  return booking
}

const tell = async (
  trx: Trx,
  change: Pick<AppointmentChange, 'appointment' | 'before' | 'what'>,
  { now, by }: Moment,
  { tell = false, atWish, announced }: Told,
): Promise<void> => await tellChange(trx, { ...change, by, tell, atWish, announced }, now)

const placeNew = async (
  trx: Trx,
  appointment: NewAppointment,
  { now, today, by }: Moment,
  choice: Choice,
): Promise<Booking> => {
  const booking = await bookAppointment(trx, appointment, now, { ...choice, by })
  if (!booking.booked) return booking
  const { practiceId, clinicianId, on } = appointment
  const round = await ensureRound(trx, practiceId, clinicianId, on, now)
  await placeStop(trx, { practiceId, roundId: round.id, appointmentId: booking.id }, now)
  if (on === today) await reconsider(trx, { practiceId, roundId: round.id }, now)
  return booking
}

/**
 * Books anew, at another time, what was cancelled: its links lead there from now on. `outdated`: that has been done
 * already, or it stands.
 */
export const bookInstead = async (
  trx: Trx,
  cancelled: AppointmentRow,
  wanted: NewAppointment,
  moment: Moment,
  choice: Choice,
): Promise<Outcome> => {
  const { practice_id: practiceId, id } = cancelled
  if (cancelled.status !== 'cancelled' || cancelled.moved_to_id !== null) return 'outdated'
  const booking = await placeNew(trx, wanted, moment, choice)
  if (!booking.booked) return booking.why
  await trx
    .updateTable('appointments')
    .set({ moved_to_id: booking.id })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .execute()
  const appointment = await getAppointment(trx, practiceId, booking.id)
  await keepLinksAlive(trx, appointment, await zoneOf(trx, practiceId))
  await tell(trx, { appointment, before: null, what: 'booked' }, moment, choice)
  return 'changed'
}

const zoneOf = async (trx: Trx, practiceId: Id): Promise<Zone> =>
  (await trx.selectFrom('practices').select('zone').where('id', '=', practiceId).executeTakeFirstOrThrow())
    .zone

/** `begun`: it has begun or is over, and stays where it was. */
export type Outcome = 'changed' | 'outdated' | 'taken' | 'same' | 'begun'

type Version = { practiceId: Id; id: Id; version: number }

/**
 * Changes an appointment, guarded by the version that was read: an agreed time is never rewritten behind somebody's
 * back. To another day or clinician a new one takes its place, and the old one says which.
 */
export const changeInRound = async (
  trx: Trx,
  of: Version,
  wanted: NewAppointment,
  moment: Moment,
  choice: Choice,
): Promise<Outcome> => {
  const current = await getAppointment(trx, of.practiceId, of.id)
  if (current.version !== of.version || !isStanding(current.status)) return 'outdated'
  const visit = await findVisit(trx, current)
  if (current.on === wanted.on && current.clinician_id === wanted.clinicianId) {
    const outcome = await moveAppointment(trx, of, wanted, moment.now, { ...choice, by: moment.by })
    if (outcome !== 'changed') return outcome
    if (visit) await findPlaceAgain(trx, current, wanted, visit, moment)
    if (isAhead(current.status)) await tellMove(trx, current, of.id, moment, choice)
    return 'changed'
  }
  if (visit?.begun) return 'begun'
  const booking = await placeNew(trx, { ...wanted, ...originOf(current) }, moment, choice)
  if (!booking.booked) return booking.why
  const moved = { ...of, to: 'moved', by: moment.by, movedToId: booking.id } as const
  if ((await changeStatus(trx, moved, moment.now)) !== 'changed') return 'outdated'
  await leaveRound(trx, current, visit, moment)
  await tellMove(trx, current, booking.id, moment, choice)
  return 'changed'
}

const findPlaceAgain = async (
  trx: Trx,
  current: AppointmentRow,
  { agreedAt, window }: NewAppointment,
  visit: Visit,
  { now, today }: Moment,
): Promise<void> => {
  const place = { ...visit, practiceId: current.practice_id }
  if (agreedFrom(current) !== (agreedAt ?? window?.fromAt ?? null)) await placeAgain(trx, place)
  if (current.on === today) await reconsider(trx, place, now)
}

const tellMove = async (
  trx: Trx,
  before: AppointmentRow,
  id: Id,
  moment: Moment,
  choice: Choice,
): Promise<void> => {
  const appointment = await getAppointment(trx, before.practice_id, id)
  await tell(trx, { appointment, before, what: 'moved' }, moment, choice)
}

const agreedFrom = ({ agreed_at, window_from_at }: AppointmentRow): Instant | null =>
  agreed_at ?? window_from_at

/** Cancels an appointment: what waited to be said about it is withdrawn, and the round is thought about again. */
export const cancelInRound = async (
  trx: Trx,
  of: Version & { reason?: string },
  moment: Moment,
  choice: Told = {},
): Promise<'changed' | 'outdated' | 'begun'> => {
  const current = await getAppointment(trx, of.practiceId, of.id)
  const visit = await findVisit(trx, current)
  if (visit?.begun) return 'begun'
  const cancelled = { ...of, to: 'cancelled', by: moment.by } as const
  if ((await changeStatus(trx, cancelled, moment.now)) !== 'changed') return 'outdated'
  await leaveRound(trx, current, visit, moment)
  const appointment = await getAppointment(trx, of.practiceId, of.id)
  await tell(trx, { appointment, before: current, what: 'cancelled' }, moment, choice)
  return 'changed'
}

/** What waited to be said about a visit that will not take place is withdrawn; the others of its day may profit. */
const leaveRound = async (
  trx: Trx,
  { practice_id: practiceId, on }: AppointmentRow,
  visit: Visit | undefined,
  { now, today }: Moment,
): Promise<void> => {
  if (!visit) return
  await forgetStop(trx, { practiceId, stopId: visit.stopId }, now)
  if (on === today) await reconsider(trx, { practiceId, roundId: visit.roundId }, now)
}
