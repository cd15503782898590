import { linkEnd } from '../access/link-end.ts'
import { mintLink } from '../access/links.ts'
import type { Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { House } from '../house.ts'
import { frenchIn } from '../http/french.ts'
import type { Origin, Truth } from '../messages/origins.ts'
import { queueMessage } from '../messages/outbox.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import type { TaskReason } from '../messages/task-facts.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate, toInstant } from '../time.ts'
import { appointmentContacts, whenToSend } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN, followAppointment, getMessage, setState } from './appointment-messages.ts'
import { appointmentText } from './appointment-wording.ts'
import { CALL_REASONS, openCall, withdrawCalls } from './change-calls.ts'
import { changeSentence, whichAppointment } from './change-words.ts'
import { confirmDay } from './confirm.ts'
import { personOf } from './history.ts'
import type { Agreed, News } from './news.ts'
import { firstStartOf, latestStartOf } from './reminder-time.ts'
import { type Told, toldNow } from './told-now.ts'

type TextMakers = Pick<House, 'secrets' | 'config'>

/** What the agenda answers when the outbox asks about a text on appointments: is it still true, and what became of it. */
export const appointmentOrigin = (house: TextMakers): Origin => ({
  async stillTrue(trx, id, message, now) {
    const row = await getMessage(trx, message.practice_id, id)
    if (row.state !== 'pending' && row.state !== 'sent')
      return { send: false, reason: row.reason ?? row.state }
    if (row.due_at > now) return { send: 'later', dueAt: row.due_at }
    const practice = await practiceOf(trx, row.practice_id)
    const told = await toldNow(trx, row, practice, now)
    if (!told.tell) return await leaveOut(trx, row, message, told.reason)
    return await truthFor(trx, house, { row, practice, told, message }, now)
  },

  async onSent(trx, id, message, now) {
    const row = await getMessage(trx, message.practice_id, id)
    await setState(trx, row, { state: 'sent', reason: null, sent_at: row.sent_at ?? now })
    await withdrawCalls(trx, row, now, { carerId: message.carer_id })
  },

  async onHeldUp(trx, id, message, now) {
    await callInstead(trx, await getMessage(trx, message.practice_id, id), message, 'provider_down', now)
  },

  async onUndeliverable(trx, id, message, why, now) {
    const row = await getMessage(trx, message.practice_id, id)
    if (!(await hasAnotherText(trx, row, message)))
      await setState(trx, row, { state: 'undeliverable', reason: why })
    await callInstead(trx, row, message, why, now)
  },

  async onReply(trx, id, reply, now) {
    const row = await getMessage(trx, reply.practice_id!, id)
    if (reply.meaning !== 'fine' || row.purpose === 'cancelled') return
    const appointment = await appointmentOf(trx, row)
    if (appointment) await confirmDay(trx, appointment, personOf(reply.carer_id), now)
  },

  async about(trx, practiceId, id) {
    const row = await getMessage(trx, practiceId, id)
    const appointment = await appointmentOf(trx, row)
    if (!appointment) return { stopId: null, clinicianId: null }
    const { zone } = await practiceOf(trx, practiceId)
    return {
      stopId: await stopOf(trx, appointment),
      clinicianId: appointment.clinician_id,
      sentence: `${whichAppointment(appointment, frenchIn(zone))}.`,
    }
  },
})

const practiceOf = async (trx: Trx, id: Id): Promise<PracticeRow> =>
  await trx.selectFrom('practices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What an answer is about: what stands now, or the first of the day that was reminded of. */
const appointmentOf = async (trx: Trx, row: AppointmentMessageRow): Promise<AppointmentRow | undefined> => {
  if (row.appointment_id !== null) return await followAppointment(trx, row.practice_id, row.appointment_id)
  const day = await trx
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', row.practice_id)
    .where('patient_id', '=', row.patient_id)
    .where('on', '=', row.on)
    .where('status', 'in', ['booked', 'confirmed', 'arrived'])
    .execute()
  return day.sort((a, b) => (a.agreed_at ?? '').localeCompare(b.agreed_at ?? ''))[0]
}

const stopOf = async (trx: Trx, { practice_id, id }: AppointmentRow): Promise<Id | null> => {
  const stop = await trx
    .selectFrom('stops')
    .select('id')
    .where('practice_id', '=', practice_id)
    .where('appointment_id', '=', id)
    .executeTakeFirst()
  return stop?.id ?? null
}

/** What is no longer true leaves nobody uninformed: it is withdrawn, with the reason that the screen shows. */
const leaveOut = async (
  trx: Trx,
  row: AppointmentMessageRow,
  message: MessageRow,
  reason: string,
): Promise<Truth> => {
  if (!(await hasAnotherText(trx, row, message))) await setState(trx, row, { state: 'withdrawn', reason })
  return { send: false, reason }
}

/** Whether the same news reached, or may still reach, another phone. */
const hasAnotherText = async (
  trx: Trx,
  row: AppointmentMessageRow,
  message: MessageRow,
): Promise<boolean> => {
  const texts = await listMessagesAbout(trx, row.practice_id, APPOINTMENT_ORIGIN, [row.id])
  return texts.some(
    ({ id, status }) => id !== message.id && !['cancelled', 'failed', 'undelivered'].includes(status),
  )
}

type Question = {
  row: AppointmentMessageRow
  practice: PracticeRow
  told: Extract<Told, { tell: true }>
  message: MessageRow
}

/** Still to be told: to this person, on this phone, at this hour? */
const truthFor = async (trx: Trx, house: TextMakers, question: Question, now: Instant): Promise<Truth> => {
  const { row, practice, told, message } = question
  const contacts = await appointmentContacts(trx, row.practice_id, row.patient_id)
  const contact = contacts.find(({ carerId }) => carerId === message.carer_id)
  if (contact?.channel !== 'sms') return await notByText(trx, question, contact, now)
  if (contact.phone !== message.to_phone) {
    await queueMessage(trx, { ...sameAs(message), toPhone: contact.phone, dueAt: now }, now)
    return { send: false, reason: 'number_changed' }
  }
  const { usefulUntilAt } = told
  const when = whenToSend(contact, { dueAt: row.due_at, usefulUntilAt }, practice.zone, now)
  if (when.send === 'later') return { send: 'later', dueAt: toInstant(when.at) }
  if (when.send === 'never') {
    await callInstead(trx, row, message, usefulUntilAt <= now ? 'too_late' : 'outside_hours', now)
    return await leaveOut(trx, row, message, when.reason)
  }
  return { send: true, body: await bodyOf(trx, house, question, now), usefulUntilAt }
}

const notByText = async (
  trx: Trx,
  { row, message }: Question,
  contact: Contact | undefined,
  now: Instant,
): Promise<Truth> => {
  const reason = contact?.channel === 'call' ? CALL_REASONS[contact.reason] : null
  if (reason !== null) await callInstead(trx, row, message, reason, now)
  return await leaveOut(trx, row, message, reason ?? 'nobody_to_tell')
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

const bodyOf = async (
  trx: Trx,
  { secrets, config }: TextMakers,
  { row, practice, told, message }: Question,
  now: Instant,
): Promise<string> => {
  const { zone } = practice
  const { on } = told.about
  const agreedAt = latestStartOf(told.about, zone)
  const subject = {
    practiceId: practice.id,
    patientId: row.patient_id,
    carerId: message.carer_id,
    purpose: 'appointment',
    refId: told.about.id,
    expiresAt: linkEnd({ on, zone, agreedAt, estimateAt: null }),
  } as const
  const { token } = await mintLink(trx, secrets, subject, now)
  return appointmentText({
    ...told.content,
    reader: message.carer_id === null ? 'patient' : 'carer',
    today: localDate(now, zone),
    zone,
    practiceName: practice.sms_signature ?? practice.name,
    link: `${config.publicUrl}/p/${token}`,
  })
}

/** Of a reminder nobody is called: it only repeats what is agreed. A change by the practice must be heard of. */
const callInstead = async (
  trx: Trx,
  row: AppointmentMessageRow,
  { carer_id: carerId, to_phone: phone }: MessageRow,
  reason: TaskReason,
  now: Instant,
): Promise<void> => {
  if (row.purpose !== 'moved' && row.purpose !== 'cancelled') return
  if (row.by_kind === 'patient' || row.by_kind === 'carer') return
  const news: News = { purpose: row.purpose, before: JSON.parse(row.before!) as Agreed }
  const appointment = await followAppointment(trx, row.practice_id, row.appointment_id!)
  const { zone } = await practiceOf(trx, row.practice_id)
  const sentence = changeSentence(news, appointment, frenchIn(zone))
  const { clinician_id: clinicianId } = appointment
  const dueAt = firstStartOf([news.before, appointment], zone)
  await openCall(trx, { row, contact: { carerId, phone }, reason, clinicianId, sentence, dueAt }, now)
}
