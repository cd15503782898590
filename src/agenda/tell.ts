import type { Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { frenchIn } from '../http/french.ts'
import { queueMessage } from '../messages/outbox.ts'
import type { TaskReason } from '../messages/task-facts.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { appointmentContacts, isOneself, whenToSend } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN, keepMessage, setState, withdrawMessage } from './appointment-messages.ts'
import { CALL_REASONS, openCall } from './change-calls.ts'
import { changeSentence } from './change-words.ts'
import type { Actor } from './history.ts'
import { keepLinksAlive } from './links-alive.ts'
import { agreedOf, type Change, type News, netNews, sameForPatient } from './news.ts'
import { reminderSettingsOf } from './reminder-settings.ts'
import { firstStartOf, isLateBooking, latestStartOf, type ReminderSettings } from './reminder-time.ts'
import { findUnsaid } from './unsaid.ts'

export type AppointmentChange = {
  /** As it is after the change; moved to another day, the one that took the other's place. */
  appointment: AppointmentRow
  /** As it was, unless it was made by this change. */
  before: AppointmentRow | null
  what: Change['what']
  by: Actor
  /** The patient or a carer has asked for it: nobody needs to apologise. */
  atWish?: boolean | undefined
  /** False: whoever made the change tells it themselves. */
  tell: boolean
}

/**
 * Tells the patient, or whoever the cadre names, what became of an appointment: by a text that waits until the change
 * can no longer be a mistake, or by a call to make. A change of a change that was not told yet is told as one, or not at
 * all. Who is booked long before is told nothing now: the reminder does it.
 */
export const tellChange = async (trx: Trx, change: AppointmentChange, now: Instant): Promise<void> => {
  const { appointment, before, what } = change
  if (what === 'moved' && before && sameForPatient(before, appointment)) return
  const practice = await practiceOf(trx, appointment.practice_id)
  if (what === 'moved') await keepLinksAlive(trx, appointment, practice.zone)
  const unsaid = await findUnsaid(trx, change)
  if (unsaid) await withdrawMessage(trx, unsaid.row, change.tell ? 'overtaken' : 'told_otherwise', now)
  const news = netNews(unsaid?.news ?? null, asChange(change))
  const settings = await reminderSettingsOf(trx, appointment.practice_id)
  if (!news || !isWorthTelling(news, change, settings, practice.zone, now)) return
  const row = await keepNews(trx, change, news, addSeconds(now, practice.undo_seconds), now)
  const reason = whyNot(change, news, settings, practice.zone, now)
  if (reason === 'told_otherwise' || reason === 'past')
    return await setState(trx, row, { state: 'not_sent', reason })
  const telling = { row, appointment, news, zone: practice.zone }
  const contacts = (await appointmentContacts(trx, row.practice_id, row.patient_id)).filter(
    contact => news.purpose === 'confirmation' || !isOneself(contact, change.by, row.by_id),
  )
  await tellContacts(trx, telling, contacts, reason, now)
}

const practiceOf = async (trx: Trx, id: Id): Promise<{ zone: Zone; undo_seconds: number }> =>
  await trx
    .selectFrom('practices')
    .select(['zone', 'undo_seconds'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

const asChange = ({ appointment, before, what }: AppointmentChange): Change => {
  if (what === 'booked' || before === null) return { what: 'booked', after: appointment }
  return what === 'moved' ? { what, before, after: appointment } : { what, before }
}

/**
 * A booking by the practice is confirmed only where no reminder will come, and where rounds are texted about at all. Who
 * has booked alone always gets the link with which to give it up.
 */
const isWorthTelling = (
  { purpose }: News,
  { appointment: { on, kind }, by }: AppointmentChange,
  settings: ReminderSettings,
  zone: Zone,
  now: Instant,
): boolean =>
  purpose !== 'confirmation' ||
  by.kind === 'patient' ||
  by.kind === 'carer' ||
  (isLateBooking(on, settings, zone, now) && (kind !== 'visit' || settings.visits))

const keepNews = async (
  trx: Trx,
  { appointment, by, atWish }: AppointmentChange,
  { purpose, before }: News,
  dueAt: Instant,
  now: Instant,
): Promise<AppointmentMessageRow> => {
  const row = await keepMessage(
    trx,
    {
      practice_id: appointment.practice_id,
      patient_id: appointment.patient_id,
      purpose,
      on: (before ?? appointment).on,
      appointment_id: appointment.id,
      before: before && JSON.stringify(agreedOf(before)),
      by_kind: by.kind,
      by_id: by.kind === 'member' ? by.userId : by.kind === 'carer' ? by.carerId : null,
      at_wish: atWish ? 1 : 0,
      due_at: dueAt,
    },
    now,
  )
  return row!
}

type WhyNot = 'told_otherwise' | 'past' | 'purpose_off'

const whyNot = (
  { tell, appointment }: AppointmentChange,
  { purpose, before }: News,
  settings: ReminderSettings,
  zone: Zone,
  now: Instant,
): WhyNot | null => {
  if (!tell) return 'told_otherwise'
  if (latestStartOf(purpose === 'cancelled' ? before : appointment, zone) <= now) return 'past'
  return settings.on[purpose] ? null : 'purpose_off'
}

type Telling = { row: AppointmentMessageRow; appointment: AppointmentRow; news: News; zone: Zone }

const tellContacts = async (
  trx: Trx,
  telling: Telling,
  contacts: Contact[],
  off: 'purpose_off' | null,
  now: Instant,
): Promise<void> => {
  const { row } = telling
  let queued = false
  let reason: string = off ?? 'nobody_to_tell'
  for (const contact of contacts) {
    const why = off ?? (contact.channel === 'call' ? CALL_REASONS[contact.reason] : null)
    const obstacle = why ?? (await queueText(trx, telling, contact, now))
    if (obstacle === null) queued = true
    else reason = await call(trx, telling, contact, obstacle, now)
  }
  if (!queued) await setState(trx, row, { state: 'not_sent', reason })
}

/** Until when it is of use to hear of it: what stands now begins, or would have begun. */
const usefulUntil = ({ news, appointment, zone }: Telling): Instant =>
  latestStartOf(news.purpose === 'cancelled' ? news.before : appointment, zone)

const queueText = async (
  trx: Trx,
  telling: Telling,
  contact: Contact,
  now: Instant,
): Promise<TaskReason | null> => {
  const { row, zone } = telling
  const text = { dueAt: row.due_at, usefulUntilAt: usefulUntil(telling) }
  if (whenToSend(contact, text, zone, now).send === 'never') return 'outside_hours'
  const message = {
    practiceId: row.practice_id,
    patientId: row.patient_id,
    carerId: contact.carerId,
    purpose: row.purpose,
    origin: APPOINTMENT_ORIGIN,
    refId: row.id,
    toPhone: contact.phone!,
    ...text,
  }
  await queueMessage(trx, message, now)
  return null
}

/** A booking that cannot be texted needs no call: whoever booked has just been spoken with. */
const call = async (
  trx: Trx,
  { row, appointment, news, zone }: Telling,
  contact: Contact,
  reason: TaskReason,
  now: Instant,
): Promise<TaskReason> => {
  const byPractice = row.by_kind === 'member' || row.by_kind === 'system'
  if (news.purpose === 'confirmation' || !byPractice) return reason
  const dueAt = firstStartOf([news.before, appointment], zone)
  const sentence = changeSentence(news, appointment, frenchIn(zone))
  await openCall(trx, { row, contact, reason, clinicianId: appointment.clinician_id, sentence, dueAt }, now)
  return reason
}
