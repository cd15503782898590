import type { Db, Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { type Origins, originOf } from './origins.ts'
import { transition } from './transition.ts'

/** Longer than any gateway waits for its provider: after it, whoever attempted the message is gone. */
const ATTEMPT_GRACE_SECONDS = 60

/** Attempted by a worker that said nothing more. */
export const listAbandoned = async (db: Db, now: Instant): Promise<MessageRow[]> =>
  await db
    .selectFrom('messages')
    .selectAll()
    .where('status', '=', 'attempted')
    .where(eb =>
      eb.or([
        eb('attempted_at', '<', addSeconds(now, -ATTEMPT_GRACE_SECONDS)),
        // Before the clock was set back.
        eb('attempted_at', '>', addSeconds(now, ATTEMPT_GRACE_SECONDS)),
      ]),
    )
    .execute()

/**
 * It may have left, so it is never sent again. Its worker, if it lives after all, or a report of the provider
 * settles it.
 */
export const markUnknown = async (trx: Trx, message: MessageRow, now: Instant): Promise<void> => {
  const { practice_id: practiceId, id } = message
  await transition(trx, { practiceId, id, to: 'unknown', detail: 'its worker is gone' }, now)
}

/** Unknown, and no longer of use: waiting for proof helps nobody. */
export const listHopeless = async (db: Db, now: Instant): Promise<MessageRow[]> =>
  await db
    .selectFrom('messages')
    .selectAll()
    .where('status', '=', 'unknown')
    .where('useful_until_at', '<=', now)
    .where('reason', 'is', null)
    .execute()

/** « Issue inconnue »: it stays unknown, and becomes a call to make, once. */
export const giveUp = async (
  trx: Trx,
  origins: Origins,
  message: MessageRow,
  now: Instant,
): Promise<void> => {
  const given = await trx
    .updateTable('messages')
    .set({ reason: 'unknown', updated_at: now })
    .where('practice_id', '=', message.practice_id)
    .where('id', '=', message.id)
    .where('status', '=', 'unknown')
    .where('reason', 'is', null)
    .executeTakeFirstOrThrow()
  if (given.numUpdatedRows === 0n) return
  await originOf(origins, message).onUndeliverable(trx, message.ref_id, message, 'unknown', now)
}
