import type { Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'

const DAYS = 7

/**
 * The message that a text from this number answers: the last one sent to it within a week. None when nobody wrote to
 * it, or when several practices did: an answer may be clinical and is then shown to neither.
 */
export const matchLastMessage = async (
  trx: Trx,
  fromPhone: string,
  now: Instant,
): Promise<MessageRow | undefined> => {
  const sent = await trx
    .selectFrom('messages')
    .selectAll()
    .where('to_phone', '=', fromPhone)
    .where('attempted_at', '>=', addMinutes(now, -DAYS * 24 * 60))
    .orderBy('attempted_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const practices = new Set(sent.map(message => message.practice_id))
  return practices.size === 1 ? sent[0] : undefined
}

/** Every practice that has this number among its patients' or has written to it. */
export const listPracticesOfPhone = async (trx: Trx, phone: string): Promise<Id[]> => {
  const rows = await trx
    .selectFrom('phones')
    .select('practice_id')
    .where('e164', '=', phone)
    .union(trx.selectFrom('messages').select('practice_id').where('to_phone', '=', phone))
    .execute()
  return rows.map(row => row.practice_id).sort()
}
