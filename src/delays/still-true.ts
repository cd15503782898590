import type { Id } from '../terms.ts'
import { type Decision, decide, type Passage, type WantedNotice } from './decision.ts'
import { MOVE_MINUTES } from './news.ts'
import { minutesMoved } from './notices.ts'

/** A notice that may leave, as it is to leave; or what was decided instead, and so why it must not. */
export type Departure = { leaves: true; notice: WantedNotice } | { leaves: false; decision: Decision }

/**
 * Asked once more when a pending notice is about to leave, because it is due or by « Envoyer maintenant », which skips
 * the wait and never the cadre: not begun, not absorbed, within the hours, not stopped. An announced range that
 * has become wrong meanwhile is replaced; otherwise what the clinician saw is what leaves.
 */
export function stillTrue(noticeId: Id, passage: Passage): Departure {
  const pending = passage.notices.find(each => each.id === noticeId && each.state === 'pending')
  const dueNow = passage.notices.map(each => (each.id === noticeId ? { ...each, dueAt: passage.now } : each))
  const decision = decide({ ...passage, notices: dueNow })
  if (!pending || decision.kind !== 'scheduled' || decision.notice.id !== noticeId)
    return { leaves: false, decision }
  const { fromAt, toAt, estimateAt } = pending
  const stands = minutesMoved(estimateAt, decision.notice.estimateAt) < MOVE_MINUTES
  return { leaves: true, notice: stands ? { ...decision.notice, fromAt, toAt, estimateAt } : decision.notice }
}
