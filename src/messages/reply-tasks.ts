import type { Trx } from '../db/database.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { type NewTask, openTask, withdrawTasks } from './tasks.ts'

type Context = {
  clinicianId: Id | null
  sentence?: string | undefined
  message: Pick<MessageRow, 'useful_until_at'> | null
}

/**
 * What an answer makes for a person to do. « Ça me va » makes nothing: it stands on the round; wanting texts again takes
 * back what was said before. One without a practice is nobody's task yet.
 */
export const openReplyTask = async (
  trx: Trx,
  reply: InboundMessageRow,
  context: Context,
  now: Instant,
): Promise<void> => {
  if (reply.practice_id === null) return
  if (reply.meaning === 'opt_in')
    await withdrawTasks(trx, { practiceId: reply.practice_id, key: noMoreTextsKey(reply.from_phone) }, now)
  const wanted = taskOfMeaning(reply, context, now)
  if (!wanted) return
  const task = {
    ...wanted,
    practiceId: reply.practice_id,
    patientId: reply.patient_id,
    carerId: reply.carer_id,
    clinicianId: context.clinicianId,
    stopId: reply.stop_id,
    facts: {
      phone: reply.from_phone,
      inboundId: reply.id,
      ...(context.sentence && { sentence: context.sentence }),
    },
  }
  await openTask(trx, task, now)
}

type Wanted = Pick<NewTask, 'kind' | 'key' | 'reason' | 'clinical' | 'dueAt'>

/** The later call of one person about one stop replaces the earlier one; every text to read stays a task of its own. */
const taskOfMeaning = (reply: InboundMessageRow, { message }: Context, now: Instant): Wanted | undefined => {
  const key = answerKey(reply)
  const deadline = message && message.useful_until_at > now ? message.useful_until_at : null
  switch (reply.meaning) {
    case 'cannot':
      return { kind: 'call', key, reason: 'cannot', clinical: true, dueAt: now }
    case 'call_back':
      return { kind: 'call', key, reason: 'call_back', clinical: true, dueAt: deadline }
    case 'unread':
      return { kind: 'read', key: replyKey(reply.id), reason: 'reply', clinical: true, dueAt: deadline }
    case 'opt_out':
      return {
        kind: 'alert',
        key: noMoreTextsKey(reply.from_phone),
        reason: 'no_more_texts',
        clinical: false,
        dueAt: null,
      }
    default:
      return undefined
  }
}

/** The call that somebody asked for about a stop, or that their « je ne peux pas » makes. */
export const answerKey = (reply: Pick<InboundMessageRow, 'stop_id' | 'from_phone'>): string =>
  `answer:${reply.stop_id ?? ''}:${reply.from_phone}`

/** What the practice is told when somebody wants no more texts. */
export const noMoreTextsKey = (phone: string): string => `no-more-texts:${phone}`

/** The task in which somebody reads an answer. */
export const replyKey = (inboundId: Id): string => `reply:${inboundId}`
