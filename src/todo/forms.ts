import { z } from 'zod'

/** What came of a task: the person was told by voice, nobody answered, or it is done. */
export const outcomeForm = z.object({
  outcome: z.enum(['told', 'no_answer', 'done'], 'Dites ce qu’il en est.'),
})

export const tasksQuery = z.object({
  /** « Faites aujourd’hui » is unfolded. */
  done: z.literal('1').optional().catch(undefined),
  /** What was closed a moment ago. */
  closed: z.string().optional().catch(undefined),
})
