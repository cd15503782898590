import type { Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import type { Decision } from './decision.ts'

/** What is decided about a stop now, and what was decided before; null: nothing yet. */
export type Reconsidered = { before: Decision | null; decision: Decision }

/** Keeps a decision with its reason, if it says something else than the one before. */
export const keepDecision = async (
  trx: Trx,
  stop: { practiceId: Id; roundId: Id; stopId: Id },
  { before, decision }: Reconsidered,
  now: Instant,
): Promise<void> => {
  if (before && sameNews(before, decision)) return
  await trx
    .insertInto('decisions')
    .values({
      id: newId(),
      practice_id: stop.practiceId,
      round_id: stop.roundId,
      stop_id: stop.stopId,
      at: now,
      kind: decision.kind,
      reason: decision.reason,
      content: JSON.stringify(decision),
    })
    .execute()
}

/** The estimate behind a scheduled notice moves at every tap; only what somebody would be told counts. */
const sameNews = (a: Decision, b: Decision): boolean =>
  JSON.stringify(newsOf(a)) === JSON.stringify(newsOf(b))

const newsOf = (decision: Decision) => {
  if (decision.kind !== 'scheduled') return { ...decision, lookAgainAt: null }
  const { kind, fromAt, toAt, dueAt, carerIds } = decision.notice
  return { ...decision, notice: { kind, fromAt, toAt, dueAt, carerIds } }
}
