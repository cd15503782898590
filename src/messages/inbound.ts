import type { Trx } from '../db/database.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import { endOptOut, optOut } from './opt-out.ts'
import { type Origins, originOf } from './origins.ts'
import { meaningOf } from './replies.ts'
import { answerKey, openReplyTask } from './reply-tasks.ts'
import { findOpenTask } from './tasks.ts'
import { announceUnclaimed } from './unclaimed.ts'
import { findPerson, listPracticesOfPhone, listPracticesOfSender, matchLastMessage } from './whose-reply.ts'

/** An answer as it arrives: a text, whose sender nobody has checked, or a button on the page behind a link. */
export type Reply =
  | { via: 'sms'; fromPhone: string; toPhone: string; body: string; providerId: string | null }
  | {
      via: 'page'
      practiceId: Id
      patientId: Id
      carerId: Id | null
      stopId: Id | null
      clinicianId: Id | null
      /** Which appointment it is about, where the stop of a day alone would not say it. */
      sentence?: string | undefined
      /** The number that the link was texted to; opting out is about it. */
      fromPhone: string
      /** What was pressed, and its words as the clinician reads them. */
      meaning: InboundMessageRow['meaning']
      body: string
    }

export type Received = { received: 'stored'; reply: InboundMessageRow } | { received: 'already' }

/** Whose an answer is and what it answers, as far as one can know. */
type Subject = Pick<
  InboundMessageRow,
  'practice_id' | 'patient_id' | 'carer_id' | 'message_id' | 'stop_id'
> & {
  clinicianId: Id | null
  sentence?: string | undefined
  message: MessageRow | null
}

/**
 * Keeps an answer, does what it asks for (STOP at once), opens the task that it makes for a person, and tells the origin
 * of the message that it answers. Nothing is lost: one that belongs to no practice waits for the owner of the
 * installation, who alone may read it. `already`:
 * the provider has delivered it before.
 */
export const receiveReply = async (
  trx: Trx,
  origins: Origins,
  reply: Reply,
  now: Instant,
): Promise<Received> => {
  const subject = reply.via === 'page' ? subjectOfPage(reply) : await subjectOfText(trx, origins, reply, now)
  const row = await asMeant(trx, rowOf(reply, subject, now))
  if (!(await store(trx, row))) return { received: 'already' }
  await obey(trx, row, now)
  if (row.practice_id === null) await announceUnclaimed(trx, now)
  await openReplyTask(trx, row, subject, now)
  if (subject.message) await originOf(origins, subject.message).onReply(trx, subject.message.ref_id, row, now)
  return { received: 'stored', reply: row }
}

/** « Merci » after « je ne peux pas » is no yes: while its call waits, a person reads what follows. */
const asMeant = async (trx: Trx, row: InboundMessageRow): Promise<InboundMessageRow> => {
  const { via, meaning, practice_id } = row
  if (via === 'page' || meaning !== 'fine' || practice_id === null) return row
  const task = await findOpenTask(trx, practice_id, answerKey(row))
  return task?.reason === 'cannot' ? { ...row, meaning: 'unread' } : row
}

const subjectOfPage = (reply: Extract<Reply, { via: 'page' }>): Subject => ({
  practice_id: reply.practiceId,
  patient_id: reply.patientId,
  carer_id: reply.carerId,
  message_id: null,
  stop_id: reply.stopId,
  clinicianId: reply.clinicianId,
  sentence: reply.sentence,
  message: null,
})

const NOBODY: Subject = {
  practice_id: null,
  patient_id: null,
  carer_id: null,
  message_id: null,
  stop_id: null,
  clinicianId: null,
  message: null,
}

const subjectOfText = async (
  trx: Trx,
  origins: Origins,
  { fromPhone, toPhone }: { fromPhone: string; toPhone: string },
  now: Instant,
): Promise<Subject> => {
  const addressed = await listPracticesOfSender(trx, toPhone)
  const message = await matchLastMessage(trx, fromPhone, addressed, now)
  if (!message && addressed.length === 1)
    return { ...NOBODY, practice_id: addressed[0]!, ...(await findPerson(trx, addressed[0]!, fromPhone)) }
  if (!message) return NOBODY
  const about = await originOf(origins, message).about(trx, message.practice_id, message.ref_id)
  return {
    practice_id: message.practice_id,
    patient_id: message.patient_id,
    carer_id: message.carer_id,
    message_id: message.id,
    stop_id: about.stopId,
    clinicianId: about.clinicianId,
    sentence: about.sentence,
    message,
  }
}

const rowOf = (
  reply: Reply,
  { clinicianId: _clinician, sentence: _sentence, message: _message, ...subject }: Subject,
  now: Instant,
): InboundMessageRow => ({
  id: newId(),
  ...subject,
  provider_id: reply.via === 'sms' ? reply.providerId : null,
  from_phone: reply.fromPhone,
  to_phone: reply.via === 'sms' ? reply.toPhone : '',
  body: reply.body,
  meaning: reply.via === 'sms' ? meaningOf(reply.body) : reply.meaning,
  via: reply.via,
  received_at: now,
  read_at: null,
  read_by: null,
})

const store = async (trx: Trx, row: InboundMessageRow): Promise<boolean> => {
  const stored = await trx
    .insertInto('inbound_messages')
    .values(row)
    .onConflict(conflict => conflict.column('provider_id').doNothing())
    .executeTakeFirstOrThrow()
  return Number(stored.numInsertedOrUpdatedRows ?? 0) > 0
}

/** STOP counts for the sender's number: with every practice that knows it, since a text does not say whom it means. */
const obey = async (trx: Trx, row: InboundMessageRow, now: Instant): Promise<void> => {
  if (row.meaning !== 'opt_out' && row.meaning !== 'opt_in') return
  const practices = row.via === 'page' ? [row.practice_id!] : await listPracticesOfPhone(trx, row.from_phone)
  for (const practiceId of practices)
    if (row.meaning === 'opt_out') await optOut(trx, { practiceId, phone: row.from_phone, via: row.via }, now)
    else await endOptOut(trx, { practiceId, phone: row.from_phone }, now)
}
