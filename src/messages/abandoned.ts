import { type Db, inTransaction } from '../db/database.ts'
import type { MessageStatus } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { type Origins, originOf } from './origins.ts'
import { transition } from './transition.ts'

/** Longer than any gateway waits for its provider: after it, whoever attempted the message is gone. */
const ATTEMPT_GRACE_SECONDS = 60

/**
 * What was attempted by a worker that died is unknown: it may have left, so it is never sent again. Its worker, if it
 * lives after all, or a report of the provider settles it.
 */
export const markAbandoned = async (db: Db, now: Instant): Promise<void> => {
  const abandoned = await db
    .selectFrom('messages')
    .select(['id', 'practice_id'])
    .where('status', '=', 'attempted')
    .where('attempted_at', '<', addSeconds(now, -ATTEMPT_GRACE_SECONDS))
    .execute()
  for (const { id, practice_id } of abandoned)
    await inTransaction(db, trx =>
      transition(trx, { practiceId: practice_id, id, to: 'unknown', detail: 'its worker is gone' }, now),
    )
}

/** When the useful time of an unknown message is over, waiting for proof helps nobody: it becomes a call to make, once. */
export const giveUpUnknown = async (db: Db, origins: Origins, now: Instant): Promise<void> => {
  const overdue = await db
    .selectFrom('messages')
    .selectAll()
    .where('status', '=', 'unknown')
    .where('useful_until_at', '<=', now)
    .where('reason', 'is', null)
    .execute()
  for (const message of overdue)
    await inTransaction(db, async trx => {
      const given = await trx
        .updateTable('messages')
        .set({ reason: 'unknown', updated_at: now })
        .where('practice_id', '=', message.practice_id)
        .where('id', '=', message.id)
        .where('status', '=', 'unknown' satisfies MessageStatus)
        .where('reason', 'is', null)
        .executeTakeFirstOrThrow()
      if (given.numUpdatedRows === 0n) return
      await originOf(origins, message).onUndeliverable(trx, message.ref_id, message, 'unknown', now)
    })
}
