import type { Trx } from '../db/database.ts'
import type { TapRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id, Instant } from '../terms.ts'
import { settleAppointments } from './settle-appointments.ts'

export type NewTap = {
  /** Made by the phone: the same tap sent twice has the same id. */
  id: Id
  practiceId: Id
  roundId: Id
  stopId: Id | null
  kind: TapRow['kind']
  /** By the phone's clock; later than now means that the phone is fast, and counts as now. */
  happenedAt: Instant
  minutes: number | null
  ofTapId: Id | null
  byUserId: Id
}

/**
 * Stores a tap, once, and what it says of its appointment: `already` when this id is known, whatever else differs. Order and lateness do not matter.
 * @throws NotFound when the stop, or the tap it undoes or corrects, is not of this round
 */
export const recordTap = async (trx: Trx, tap: NewTap, now: Instant): Promise<'recorded' | 'already'> => {
  if (tap.stopId) await demandStop(trx, tap.practiceId, tap.roundId, tap.stopId)
  if (tap.ofTapId) await demandTap(trx, tap.practiceId, tap.roundId, tap.ofTapId)
  const result = await trx
    .insertInto('taps')
    .values({
      id: tap.id,
      practice_id: tap.practiceId,
      round_id: tap.roundId,
      stop_id: tap.stopId,
      kind: tap.kind,
      happened_at: tap.happenedAt < now ? tap.happenedAt : now,
      received_at: now,
      minutes: tap.minutes,
      of_tap_id: tap.ofTapId,
      by_user_id: tap.byUserId,
    })
    .onConflict(conflict => conflict.columns(['practice_id', 'id']).doNothing())
    .executeTakeFirst()
  if (Number(result.numInsertedOrUpdatedRows ?? 0) === 0) return 'already'
  await settleAppointments(trx, tap.practiceId, tap.roundId, now)
  return 'recorded'
}

const demandStop = async (trx: Trx, practiceId: Id, roundId: Id, stopId: Id): Promise<void> => {
  const stops = trx
    .selectFrom('stops')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
  if (!(await stops.where('id', '=', stopId).executeTakeFirst())) throw new NotFound()
}

const demandTap = async (trx: Trx, practiceId: Id, roundId: Id, tapId: Id): Promise<void> => {
  const taps = trx
    .selectFrom('taps')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
  if (!(await taps.where('id', '=', tapId).executeTakeFirst())) throw new NotFound()
}
