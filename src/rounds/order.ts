import { STANDING } from '../agenda/appointment-status.ts'
import type { Db, Trx } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import { loadRound } from './queries.ts'
import { deriveRound } from './round-state.ts'

const orderOf = async (db: Db | Trx, practiceId: Id, roundId: Id) =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .select(['s.id', 's.position', 'a.agreed_at', 'a.window_from_at', 'a.patient_id'])
    .where('s.practice_id', '=', practiceId)
    .where('s.round_id', '=', roundId)
    .where('a.status', 'in', STANDING)
    .orderBy('s.position')
    .orderBy('s.id')
    .execute()

const writeOrder = async (trx: Trx, practiceId: Id, stopIds: Id[]): Promise<void> => {
  for (const [index, id] of stopIds.entries())
    await trx
      .updateTable('stops')
      .set({ position: index + 1 })
      .where('practice_id', '=', practiceId)
      .where('id', '=', id)
      .where('position', '!=', index + 1)
      .execute()
}

/** Places an appointment in a round, before the first stop that was agreed for later. Gives the new stop's id. */
export const placeStop = async (
  trx: Trx,
  { practiceId, roundId, appointmentId }: { practiceId: Id; roundId: Id; appointmentId: Id },
  now: Instant,
): Promise<Id> => {
  const appointment = await trx
    .selectFrom('appointments')
    .select(['agreed_at', 'window_from_at'])
    .where('practice_id', '=', practiceId)
    .where('id', '=', appointmentId)
    .executeTakeFirst()
  if (!appointment) throw new NotFound()
  const id = newId()
  const order = await orderOf(trx, practiceId, roundId)
  const place = { practice_id: practiceId, round_id: roundId, appointment_id: appointmentId }
  await trx
    .insertInto('stops')
    .values({ id, ...place, position: order.length + 1, created_at: now })
    .execute()
  const wanted = appointment.agreed_at ?? appointment.window_from_at ?? ''
  const later = order.findIndex(stop => (stop.agreed_at ?? stop.window_from_at ?? '') > wanted)
  const index = later < 0 ? order.length : later
  await writeOrder(trx, practiceId, order.map(stop => stop.id).toSpliced(index, 0, id))
  return id
}

/** Places an appointment after all others: for a day copied in its order. Gives the new stop's id. */
export const placeLast = async (
  trx: Trx,
  { practiceId, roundId, appointmentId }: { practiceId: Id; roundId: Id; appointmentId: Id },
  now: Instant,
): Promise<Id> => {
  const id = newId()
  const { length } = await orderOf(trx, practiceId, roundId)
  const place = { practice_id: practiceId, round_id: roundId, appointment_id: appointmentId }
  await trx
    .insertInto('stops')
    .values({ id, ...place, position: length + 1, created_at: now })
    .execute()
  return id
}

/** Puts a stop where its newly agreed time belongs: before the first stop that was agreed for later. */
export const placeAgain = async (
  trx: Trx,
  { practiceId, roundId, stopId }: { practiceId: Id; roundId: Id; stopId: Id },
): Promise<void> => {
  const order = await orderOf(trx, practiceId, roundId)
  const stop = order.find(({ id }) => id === stopId)
  if (!stop) throw new NotFound()
  const agreed = (of: typeof stop) => of.agreed_at ?? of.window_from_at ?? ''
  const others = order.filter(({ id }) => id !== stopId)
  const later = others.findIndex(other => agreed(other) > agreed(stop))
  const ids = others.map(({ id }) => id)
  await writeOrder(trx, practiceId, ids.toSpliced(later < 0 ? ids.length : later, 0, stopId))
}

/**
 * Moves a stop before (−1) or after (+1) the nearest one that is still to come; where there is none nothing happens.
 * Gives the patients of the stops that changed places. @throws NotFound
 */
export const moveStop = async (
  trx: Trx,
  { practiceId, roundId, stopId }: { practiceId: Id; roundId: Id; stopId: Id },
  by: -1 | 1,
): Promise<Id[]> => {
  const { stops, taps } = await loadRound(trx, practiceId, roundId)
  const order = stops.map(stop => stop.id)
  const from = order.indexOf(stopId)
  if (from < 0) throw new NotFound()
  const { upcoming } = deriveRound(order, taps)
  const to = by < 0 ? findLastBefore(order, from, upcoming) : findFirstAfter(order, from, upcoming)
  if (to < 0) return []
  await writeOrder(trx, practiceId, order.toSpliced(from, 1).toSpliced(to, 0, stopId))
  return [stops[from]!.patient_id, stops[to]!.patient_id]
}

const findLastBefore = (order: Id[], from: number, upcoming: Id[]): number =>
  order.findLastIndex((id, index) => index < from && upcoming.includes(id))

const findFirstAfter = (order: Id[], from: number, upcoming: Id[]): number =>
  order.findIndex((id, index) => index > from && upcoming.includes(id))
