import type { Trx } from '../db/database.ts'
import type { MessageStatus } from '../db/tables/messages.ts'
import { cancelMessages, rescheduleMessages } from '../messages/outbox.ts'
import type { Id, Instant } from '../terms.ts'
import { NOTICE_ORIGIN } from './keep-notices.ts'

const AT_THE_GATEWAY: MessageStatus[] = ['attempted', 'unknown']

/** Of one stop, or (null) of the whole round; `seenAt`: a tap that reaches us late says nothing of newer notices. */
type Which = { practiceId: Id; roundId: Id; stopId: Id | null; seenAt: Instant }

/** What still waits to leave: a text that is at the gateway cannot be called back. */
const pendingOf = async (trx: Trx, { practiceId, roundId, stopId, seenAt }: Which) =>
  await trx
    .selectFrom('notices')
    .select(['id', 'patient_id'])
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .where('state', '=', 'pending')
    .where('created_at', '<=', seenAt)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('messages as m')
            .select('m.id')
            .whereRef('m.practice_id', '=', 'notices.practice_id')
            .where('m.origin', '=', NOTICE_ORIGIN)
            .whereRef('m.ref_id', '=', 'notices.id')
            .where('m.status', 'in', AT_THE_GATEWAY),
        ),
      ),
    )
    .$if(stopId !== null, query => query.where('stop_id', '=', stopId!))
    .execute()

/**
 * « Annuler »: the clinician does not want these patients told. It holds until the estimate moves by 10 minutes, and is
 * the recorded reason. Gives the patients.
 */
export const holdNotices = async (trx: Trx, which: Which, by: Id, now: Instant): Promise<Id[]> => {
  const pending = await pendingOf(trx, which)
  for (const { id } of pending) {
    await trx
      .updateTable('notices')
      .set({ state: 'held', reason: 'vetoed', held_by: by })
      .where('practice_id', '=', which.practiceId)
      .where('id', '=', id)
      .execute()
    await cancelMessages(
      trx,
      { practiceId: which.practiceId, origin: NOTICE_ORIGIN, refId: id },
      'vetoed',
      now,
    )
  }
  return pending.map(notice => notice.patient_id)
}

/**
 * « Prévenir quand même »: the clinician takes « Annuler » back. What is decided then is up to the next reconsideration,
 * with its own time to undo. Gives the patients.
 */
export const endHold = async (
  trx: Trx,
  { practiceId, roundId, stopId }: { practiceId: Id; roundId: Id; stopId: Id },
): Promise<Id[]> => {
  const held = await trx
    .updateTable('notices')
    .set({ state: 'withdrawn', reason: 'veto_lifted' })
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .where('stop_id', '=', stopId)
    .where('state', '=', 'held')
    .returning('patient_id')
    .execute()
  return held.map(notice => notice.patient_id)
}

/** « Envoyer maintenant » skips the time to undo; the cadre is asked all the same when they leave. Gives the patients. */
export const releaseNotices = async (trx: Trx, which: Which, now: Instant): Promise<Id[]> => {
  const pending = await pendingOf(trx, which)
  for (const { id } of pending) {
    await trx
      .updateTable('notices')
      .set({ due_at: now })
      .where('practice_id', '=', which.practiceId)
      .where('id', '=', id)
      .execute()
    await rescheduleMessages(
      trx,
      { practiceId: which.practiceId, origin: NOTICE_ORIGIN, refId: id },
      { dueAt: now },
      now,
    )
  }
  return pending.map(notice => notice.patient_id)
}
