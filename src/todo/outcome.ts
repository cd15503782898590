import type { Trx } from '../db/database.ts'
import { reconsider } from '../delays/reconsider.ts'
import { markRead, markUnread } from '../messages/reading.ts'
import { closeTask, recordNoAnswer, reopenTask } from '../messages/tasks.ts'
import type { Id, Instant } from '../terms.ts'
import type { SeenTask } from './queries.ts'

export type PersonsOutcome = 'told' | 'no_answer' | 'done'

/** Keeps what came of a task. Who was told by voice needs no text: the delays of the round are thought over again. */
export const keepOutcome = async (
  trx: Trx,
  task: SeenTask,
  { outcome, by }: { outcome: PersonsOutcome; by: Id },
  now: Instant,
): Promise<'kept' | 'already'> => {
  const of = { practiceId: task.practice_id, id: task.id, by }
  if (outcome === 'no_answer') return await recordNoAnswer(trx, of, now)
  if ((await closeTask(trx, { ...of, outcome }, now)) === 'already') return 'already'
  const { inboundId } = task.facts
  if (inboundId) await markRead(trx, { practiceId: task.practice_id, inboundId, by }, now)
  await rethink(trx, task, now)
  return 'kept'
}

/** Undoes a closing: the task is to be done again. `open`: the same thing is to be done already. */
export const undoOutcome = async (trx: Trx, task: SeenTask, now: Instant): Promise<'reopened' | 'open'> => {
  const { practice_id: practiceId, id } = task
  if ((await reopenTask(trx, { practiceId, id })) === 'open') return 'open'
  const { inboundId } = task.facts
  if (inboundId) await markUnread(trx, { practiceId, inboundId })
  await rethink(trx, task, now)
  return 'reopened'
}

const rethink = async (trx: Trx, { practice_id, round_id, kind }: SeenTask, now: Instant): Promise<void> => {
  if (round_id !== null && kind === 'call')
    await reconsider(trx, { practiceId: practice_id, roundId: round_id }, now)
}
