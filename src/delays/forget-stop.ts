import type { Trx } from '../db/database.ts'
import { cancelMessages } from '../messages/outbox.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import type { Id, Instant } from '../terms.ts'
import { NOTICE_ORIGIN } from './keep-notices.ts'

/**
 * A visit that will not take place has no delay: what waited to be told about it is withdrawn, and so are the calls.
 * The rest of the round is reconsidered by whoever cancelled.
 */
export const forgetStop = async (
  trx: Trx,
  { practiceId, stopId }: { practiceId: Id; stopId: Id },
  now: Instant,
): Promise<void> => {
  const waiting = await trx
    .updateTable('notices')
    .set({ state: 'withdrawn', reason: 'cancelled' })
    .where('practice_id', '=', practiceId)
    .where('stop_id', '=', stopId)
    .where('state', 'in', ['pending', 'held'])
    .returning('id')
    .execute()
  for (const { id } of waiting)
    await cancelMessages(trx, { practiceId, origin: NOTICE_ORIGIN, refId: id }, 'cancelled', now)
  await withdrawTasks(trx, { practiceId, stopId }, now)
}
