import type { Trx } from '../db/database.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { type NewTask, openTask } from './tasks.ts'

type Context = { clinicianId: Id | null; message: Pick<MessageRow, 'useful_until_at'> | null }

/**
 * What an answer makes for a person to do. « Ça me va » makes nothing: it stands on the round. One without a practice
 * is nobody's task yet.
 */
export const openReplyTask = async (
  trx: Trx,
  reply: InboundMessageRow,
  context: Context,
  now: Instant,
): Promise<void> => {
  if (reply.practice_id === null) return
  const wanted = taskOfMeaning(reply, context, now)
  if (!wanted) return
  const task = {
    ...wanted,
    practiceId: reply.practice_id,
    patientId: reply.patient_id,
    carerId: reply.carer_id,
    clinicianId: context.clinicianId,
    stopId: reply.stop_id,
    facts: { phone: reply.from_phone, inboundId: reply.id },
  }
  await openTask(trx, task, now)
}

type Wanted = Pick<NewTask, 'kind' | 'key' | 'reason' | 'clinical' | 'dueAt'>

/** The later call of one person about one stop replaces the earlier one; every text to read stays a task of its own. */
const taskOfMeaning = (reply: InboundMessageRow, { message }: Context, now: Instant): Wanted | undefined => {
  const caller = `${reply.stop_id ?? ''}:${reply.from_phone}`
  const deadline = message && message.useful_until_at > now ? message.useful_until_at : null
  switch (reply.meaning) {
    case 'cannot':
      return { kind: 'call', key: `answer:${caller}`, reason: 'cannot', clinical: true, dueAt: now }
    case 'call_back':
      return { kind: 'call', key: `answer:${caller}`, reason: 'call_back', clinical: true, dueAt: deadline }
    case 'unread':
      return { kind: 'read', key: replyKey(reply.id), reason: 'reply', clinical: true, dueAt: deadline }
    case 'opt_out':
      return {
        kind: 'alert',
        key: `no-more-texts:${reply.from_phone}`,
        reason: 'no_more_texts',
        clinical: false,
        dueAt: null,
      }
    default:
      return undefined
  }
}

/** The task in which somebody reads an answer. */
export const replyKey = (inboundId: Id): string => `reply:${inboundId}`
