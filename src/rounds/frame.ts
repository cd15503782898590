import type { Trx } from '../db/database.ts'
import type { RoundBreakRow } from '../db/tables/agenda.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

type Of = { practiceId: Id; roundId: Id }

/** When the round begins; null: with its first stop. */
export const setStart = async (
  trx: Trx,
  { practiceId, roundId }: Of,
  startsAt: Instant | null,
): Promise<void> => {
  await trx
    .updateTable('rounds')
    .set({ starts_at: startsAt })
    .where('practice_id', '=', practiceId)
    .where('id', '=', roundId)
    .execute()
}

/** A rest between two instants, of which at least so many minutes are kept whatever the delay. */
export type BreakFrame = Pick<RoundBreakRow, 'from_at' | 'to_at' | 'at_least_minutes'>

/** Adds a rest. The same one, sent twice, is there once. */
export const addBreak = async (
  trx: Trx,
  { practiceId, roundId }: Of,
  { from_at, to_at, at_least_minutes }: BreakFrame,
): Promise<Id> => {
  const known = await trx
    .selectFrom('round_breaks')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .where('from_at', '=', from_at)
    .where('to_at', '=', to_at)
    .executeTakeFirst()
  if (known) return known.id
  const id = newId()
  const frame = { from_at, to_at, at_least_minutes }
  await trx
    .insertInto('round_breaks')
    .values({ id, practice_id: practiceId, round_id: roundId, ...frame })
    .execute()
  return id
}

export const removeBreak = async (trx: Trx, { practiceId, roundId, id }: Of & { id: Id }): Promise<void> => {
  await trx
    .deleteFrom('round_breaks')
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .where('id', '=', id)
    .execute()
}
