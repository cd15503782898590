import type { Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { queueMessage, rescheduleMessages } from '../messages/outbox.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import type { TaskReason } from '../messages/task-facts.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { appointmentContacts, isOneself, whenToSend } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN, keepMessage } from './appointment-messages.ts'
import { findOpenBundle } from './bundles.ts'
import { callAboutBundle } from './call-bundle.ts'
import { CALL_REASONS } from './change-calls.ts'
import type { Actor } from './history.ts'
import { keepLinksAlive } from './links-alive.ts'
import { agreedOf, type Change, type News, netNews, sameForPatient } from './news.ts'
import { reminderSettingsOf } from './reminder-settings.ts'
import { isLateBooking, latestStartOf, type ReminderSettings } from './reminder-time.ts'
import { findUnsaid } from './unsaid.ts'
import { withdrawMessage } from './withdraw-message.ts'

export type AppointmentChange = {
  /** As it is after the change; moved to another day, the one that took the other's place. */
  appointment: AppointmentRow
  /** As it was, unless it was made by this change. */
  before: AppointmentRow | null
  what: Change['what']
  by: Actor
  /** The patient or a carer has asked for it: nobody needs to apologise. */
  atWish?: boolean | undefined
  /** A booking is told at once, though a reminder will come: the dates of a whole series. */
  announced?: boolean | undefined
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
  const unsaid = await findUnsaid(trx, change, now)
  if (unsaid) await withdrawMessage(trx, unsaid.row, change.tell ? 'overtaken' : 'told_otherwise', now)
  const news = netNews(unsaid?.news ?? null, asChange(change))
  const settings = await reminderSettingsOf(trx, appointment.practice_id)
  if (!news || !isWorthTelling(news, change, settings, practice.zone, now)) return
  const dueAt = addSeconds(now, practice.undo_seconds)
  const reason = whyNot(change, news, settings, practice.zone, now)
  if (reason === 'told_otherwise' || reason === 'past') {
    await keepMessage(trx, { ...messageOf(change, news, dueAt), state: 'not_sent', reason }, now)
    return
  }
  await tellContacts(trx, { change, news, dueAt, off: reason, zone: practice.zone }, now)
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
 * has booked alone always gets the link with which to give it up, and dates that somebody wants to be told are told.
 */
const isWorthTelling = (
  { purpose }: News,
  { appointment: { on, kind }, by, announced }: AppointmentChange,
  settings: ReminderSettings,
  zone: Zone,
  now: Instant,
): boolean =>
  purpose !== 'confirmation' ||
  by.kind === 'patient' ||
  by.kind === 'carer' ||
  announced === true ||
  (isLateBooking(on, settings, zone, now) && (kind !== 'visit' || settings.visits))

const messageOf = (
  { appointment, by, atWish }: AppointmentChange,
  { purpose, before }: News,
  dueAt: Instant,
) => ({
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
})

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

type Telling = {
  change: AppointmentChange
  news: News
  dueAt: Instant
  /** The practice does not text such news: everybody is called. */
  off: 'purpose_off' | null
  zone: Zone
}

/** To each by a text or a call, with what else this patient is about to be told. */
const tellContacts = async (trx: Trx, telling: Telling, now: Instant): Promise<void> => {
  const { change, news, dueAt, off } = telling
  const message = messageOf(change, news, dueAt)
  const ways = (await contactsOf(trx, telling)).map(contact => ({
    contact,
    obstacle: off ?? obstacleOf(telling, contact, now),
  }))
  const alone = ways.some(({ obstacle }) => obstacle === 'purpose_off' || obstacle === 'outside_hours')
  const bundle_id = alone ? undefined : await findOpenBundle(trx, message, now)
  const reason = ways.at(-1)?.obstacle ?? off ?? 'nobody_to_tell'
  const unsent = ways.every(({ obstacle }) => obstacle !== null)
  const row = (await keepMessage(
    trx,
    { ...message, ...(bundle_id && { bundle_id }), ...(unsent && { state: 'not_sent', reason }) },
    now,
  ))!
  for (const { contact, obstacle } of ways)
    if (obstacle === null) await queueText(trx, row, contact, usefulUntil(telling), now)
    else await callAboutBundle(trx, row, contact, obstacle, now)
}

const contactsOf = async (trx: Trx, { change, news }: Telling): Promise<Contact[]> => {
  const { appointment, by } = change
  const contacts = await appointmentContacts(trx, appointment.practice_id, appointment.patient_id)
  const byId = by.kind === 'carer' ? by.carerId : null
  return contacts.filter(contact => news.purpose === 'confirmation' || !isOneself(contact, by, byId))
}

/** Why there is no text to this person; null: there is one. */
const obstacleOf = (telling: Telling, contact: Contact, now: Instant): TaskReason | null => {
  if (contact.channel === 'call') return CALL_REASONS[contact.reason]
  const text = { dueAt: telling.dueAt, usefulUntilAt: usefulUntil(telling) }
  return whenToSend(contact, text, telling.zone, now).send === 'never' ? 'outside_hours' : null
}

/** Until when it is of use to hear of it: what stands now begins, or would have begun. */
const usefulUntil = ({ news, change, zone }: Telling): Instant =>
  latestStartOf(news.purpose === 'cancelled' ? news.before : change.appointment, zone)

/** One text per person and bundle: it waits until the last piece of it can no longer be a mistake. */
const queueText = async (
  trx: Trx,
  row: AppointmentMessageRow,
  { carerId, phone }: Contact,
  usefulUntilAt: Instant,
  now: Instant,
): Promise<void> => {
  const about = { practiceId: row.practice_id, origin: APPOINTMENT_ORIGIN, refId: row.bundle_id }
  const texts = await listMessagesAbout(trx, row.practice_id, APPOINTMENT_ORIGIN, [row.bundle_id])
  const known = texts.find(text => text.carer_id === carerId && text.status !== 'cancelled')
  if (known) {
    const latest = [known.useful_until_at, usefulUntilAt].sort().at(-1)!
    await rescheduleMessages(trx, about, { dueAt: row.due_at, usefulUntilAt: latest }, now)
    return
  }
  const { patient_id: patientId, purpose, due_at: dueAt } = row
  await queueMessage(
    trx,
    { ...about, patientId, carerId, purpose, toPhone: phone!, dueAt, usefulUntilAt },
    now,
  )
}
