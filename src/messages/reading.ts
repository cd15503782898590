import type { Trx } from '../db/database.ts'
import type { Id, Instant } from '../terms.ts'

type Reading = { practiceId: Id; inboundId: Id }

/** Who read an answer, and when; the first reader stays. */
export const markRead = async (
  trx: Trx,
  { practiceId, inboundId, by }: Reading & { by: Id },
  now: Instant,
): Promise<void> => {
  await trx
    .updateTable('inbound_messages')
    .set({ read_at: now, read_by: by })
    .where('practice_id', '=', practiceId)
    .where('id', '=', inboundId)
    .where('read_at', 'is', null)
    .execute()
}

export const markUnread = async (trx: Trx, { practiceId, inboundId }: Reading): Promise<void> => {
  await trx
    .updateTable('inbound_messages')
    .set({ read_at: null, read_by: null })
    .where('practice_id', '=', practiceId)
    .where('id', '=', inboundId)
    .execute()
}
