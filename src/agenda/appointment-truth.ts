import type { Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { Truth } from '../messages/origins.ts'
import { queueMessage } from '../messages/outbox.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import type { TaskReason } from '../messages/task-facts.ts'
import type { Id, Instant } from '../terms.ts'
import { toInstant } from '../time.ts'
import { appointmentBody, type TextMakers } from './appointment-body.ts'
import { appointmentContacts, whenToSend } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN, setState } from './appointment-messages.ts'
import { listBundle } from './bundles.ts'
import { callAboutBundle, renewCalls } from './call-bundle.ts'
import { CALL_REASONS } from './change-calls.ts'
import { toldNow } from './told-now.ts'
import { type Telling, type Together, toldTogether } from './told-together.ts'

/** Also what has reached one person is still to be told to the next one. */
export const isTold = ({ state }: AppointmentMessageRow): boolean => state === 'pending' || state === 'sent'

export const contactIn = ({ carer_id, to_phone }: MessageRow) => ({ carerId: carer_id, phone: to_phone })

/** Whether a text about a bundle is to leave now, and what it says of what stands at this moment. */
export const appointmentTruth = async (
  trx: Trx,
  house: TextMakers,
  message: MessageRow,
  now: Instant,
): Promise<Truth> => {
  const bundle = await listBundle(trx, message.practice_id, message.ref_id)
  const rows = bundle.filter(isTold)
  if (rows.length === 0) return { send: false, reason: bundle.at(-1)!.reason ?? bundle.at(-1)!.state }
  const dueAt = latest(rows)
  if (dueAt > now) return { send: 'later', dueAt }
  const practice = await practiceOf(trx, message.practice_id)
  const told: { row: AppointmentMessageRow; telling: Telling }[] = []
  const silent: string[] = []
  for (const row of rows) {
    const answer = await toldNow(trx, row, practice, now)
    if (answer.tell) told.push({ row, telling: answer })
    else silent.push(await leaveOut(trx, row, message, answer.reason))
  }
  if (silent.length > 0) await renewCalls(trx, rows[0]!, now)
  if (told.length === 0) return { send: false, reason: silent[0]! }
  const question = { rows: told.map(({ row }) => row), practice, told: toldTogether(told), message }
  return await truthFor(trx, house, question, now)
}

const latest = (rows: readonly AppointmentMessageRow[]): Instant =>
  rows
    .map(row => row.due_at)
    .sort()
    .at(-1)!

const practiceOf = async (trx: Trx, id: Id): Promise<PracticeRow> =>
  await trx.selectFrom('practices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What is no longer true leaves nobody uninformed: it is withdrawn, with the reason that the screen shows. */
const leaveOut = async (
  trx: Trx,
  row: AppointmentMessageRow,
  message: MessageRow,
  reason: string,
): Promise<string> => {
  if (!(await hasAnotherText(trx, row, message))) await setState(trx, row, { state: 'withdrawn', reason })
  return reason
}

/** Whether the same news reached, or may still reach, another phone. */
export const hasAnotherText = async (
  trx: Trx,
  row: AppointmentMessageRow,
  message: MessageRow,
): Promise<boolean> => {
  const texts = await listMessagesAbout(trx, row.practice_id, APPOINTMENT_ORIGIN, [row.bundle_id])
  return texts.some(
    ({ id, status }) => id !== message.id && !['cancelled', 'failed', 'undelivered'].includes(status),
  )
}

type Question = {
  /** Of one patient, what there is to tell. */
  rows: AppointmentMessageRow[]
  practice: PracticeRow
  told: Together
  message: MessageRow
}

/** Still to be told: to this person, on this phone, at this hour? */
const truthFor = async (trx: Trx, house: TextMakers, question: Question, now: Instant): Promise<Truth> => {
  const { rows, practice, told, message } = question
  const contacts = await appointmentContacts(trx, practice.id, rows[0]!.patient_id)
  const contact = contacts.find(({ carerId }) => carerId === message.carer_id)
  if (contact?.channel !== 'sms') return await notByText(trx, question, contact, now)
  if (contact.phone !== message.to_phone) {
    await queueMessage(trx, { ...sameAs(message), toPhone: contact.phone, dueAt: now }, now)
    return { send: false, reason: 'number_changed' }
  }
  const { usefulUntilAt } = told
  const when = whenToSend(contact, { dueAt: latest(rows), usefulUntilAt }, practice.zone, now)
  if (when.send === 'later') return { send: 'later', dueAt: toInstant(when.at) }
  if (when.send === 'never') {
    const why: TaskReason = usefulUntilAt <= now ? 'too_late' : 'outside_hours'
    await callAboutBundle(trx, rows[0]!, contactIn(message), why, now)
    return await leaveAllOut(trx, question, when.reason)
  }
  return { send: true, body: await appointmentBody(trx, house, question, now), usefulUntilAt }
}

const notByText = async (
  trx: Trx,
  question: Question,
  contact: Contact | undefined,
  now: Instant,
): Promise<Truth> => {
  const reason = contact?.channel === 'call' ? CALL_REASONS[contact.reason] : null
  const { rows, message } = question
  if (reason !== null) await callAboutBundle(trx, rows[0]!, contactIn(message), reason, now)
  return await leaveAllOut(trx, question, reason ?? 'nobody_to_tell')
}

const leaveAllOut = async (trx: Trx, { rows, message }: Question, reason: string): Promise<Truth> => {
  if (!(await hasAnotherText(trx, rows[0]!, message)))
    for (const row of rows) await setState(trx, row, { state: 'not_sent', reason })
  return { send: false, reason }
}

const sameAs = (message: MessageRow) => ({
  practiceId: message.practice_id,
  patientId: message.patient_id,
  carerId: message.carer_id,
  purpose: message.purpose,
  origin: message.origin,
  refId: message.ref_id,
  usefulUntilAt: message.useful_until_at,
})
