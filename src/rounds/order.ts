import type { Db, Trx } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

const orderOf = async (db: Db | Trx, practiceId: Id, roundId: Id) =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .select(['s.id', 's.position', 'a.agreed_at', 'a.window_from_at', 'a.patient_id'])
    .where('s.practice_id', '=', practiceId)
    .where('s.round_id', '=', roundId)
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
  if (later >= 0) await writeOrder(trx, practiceId, order.map(stop => stop.id).toSpliced(later, 0, id))
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
 * Moves a stop by one place towards the start (−1) or the end (+1) of the round; at the edge nothing happens. Gives the
 * patients of the stops that changed places. @throws NotFound
 */
export const moveStop = async (
  trx: Trx,
  place: { practiceId: Id; roundId: Id; stopId: Id },
  by: -1 | 1,
): Promise<Id[]> => {
  const order = await orderOf(trx, place.practiceId, place.roundId)
  const from = order.findIndex(stop => stop.id === place.stopId)
  const moved = order[from]
  if (!moved) throw new NotFound()
  const to = Math.min(Math.max(from + by, 0), order.length - 1)
  const stops = order.toSpliced(from, 1).toSpliced(to, 0, moved)
  await writeOrder(
    trx,
    place.practiceId,
    stops.map(stop => stop.id),
  )
  return [moved.patient_id, order[to]!.patient_id]
}
