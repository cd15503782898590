import type { Trx } from '../db/database.ts'
import type { DecisionRow } from '../db/tables/delays.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import type { Decision } from './decision.ts'

/** Keeps a decision with its reason, if it says something else than the one before. */
export const keepDecision = async (
  trx: Trx,
  stop: { practiceId: Id; roundId: Id; stopId: Id },
  before: DecisionRow | undefined,
  decision: Decision,
  now: Instant,
): Promise<void> => {
  const content = JSON.stringify(decision)
  if (before && sameNews(JSON.parse(before.content) as Decision, decision)) return
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
      content,
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
