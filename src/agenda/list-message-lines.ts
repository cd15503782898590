import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { frenchIn } from '../http/french.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { appointmentContacts } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN } from './appointment-messages.ts'
import { isAhead } from './appointment-status.ts'
import { CALL_REASONS } from './change-calls.ts'
import { type MessageLine, messageLine, PURPOSES, UNSENT } from './message-lines.ts'
import { reminderSettingsOf } from './reminder-settings.ts'
import { REMINDERS, type ReminderPurpose, type ReminderSettings, reminderAt } from './reminder-time.ts'

/**
 * What was told about an appointment and its day, what is still to be told, and why something is not: so that nobody has
 * to guess what a patient knows. Those about the appointments that it has replaced belong to it.
 */
export const listMessageLines = async (
  db: Db,
  appointment: AppointmentRow,
  zone: Zone,
  now: Instant,
): Promise<MessageLine[]> => {
  const rows = await listRows(db, appointment)
  const texts = await listMessagesAbout(
    db,
    appointment.practice_id,
    APPOINTMENT_ORIGIN,
    rows.map(({ bundle_id }) => bundle_id),
  )
  const shared = await countTogether(db, appointment, rows)
  const f = frenchIn(zone)
  const lines = rows.map(row => {
    const own = texts.filter(({ ref_id }) => ref_id === row.bundle_id)
    return messageLine(row, { texts: own, shared: shared.get(row.bundle_id) ?? 1 }, f)
  })
  return [...lines, ...(await remindersToCome(db, appointment, rows, zone, now))]
}

const listRows = async (db: Db, appointment: AppointmentRow): Promise<AppointmentMessageRow[]> => {
  const { practice_id, patient_id, on } = appointment
  const chain = await forerunnersOf(db, appointment)
  return await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('patient_id', '=', patient_id)
    .where(eb =>
      eb.or([
        eb('appointment_id', 'in', chain),
        eb.and([eb('appointment_id', 'is', null), eb('on', '=', on)]),
      ]),
    )
    .orderBy('id')
    .execute()
}

/** How many pieces of news share the text of each of these. */
const countTogether = async (
  db: Db,
  { practice_id }: Pick<AppointmentRow, 'practice_id'>,
  rows: AppointmentMessageRow[],
): Promise<Map<Id, number>> => {
  if (rows.length === 0) return new Map()
  const bundles = rows.map(({ bundle_id }) => bundle_id)
  const counts = await db
    .selectFrom('appointment_messages')
    .select(['bundle_id', eb => eb.fn.countAll<number>().as('count')])
    .where('practice_id', '=', practice_id)
    .where('bundle_id', 'in', bundles)
    .where('state', '!=', 'withdrawn')
    .groupBy('bundle_id')
    .execute()
  return new Map(counts.map(({ bundle_id, count }) => [bundle_id, Number(count)]))
}

const forerunnersOf = async (db: Db, { practice_id, id }: AppointmentRow): Promise<Id[]> => {
  const chain = [id]
  for (let last: Id | undefined = id; last !== undefined; ) {
    const earlier: { id: Id } | undefined = await db
      .selectFrom('appointments')
      .select('id')
      .where('practice_id', '=', practice_id)
      .where('moved_to_id', '=', last)
      .executeTakeFirst()
    last = earlier?.id
    if (last !== undefined) chain.push(last)
  }
  return chain
}

/** Reminders are not planned before they are due: what will happen then, as far as it is known. */
const remindersToCome = async (
  db: Db,
  appointment: AppointmentRow,
  rows: AppointmentMessageRow[],
  zone: Zone,
  now: Instant,
): Promise<MessageLine[]> => {
  if (!isAhead(appointment.status) || appointment.status === 'proposed') return []
  const settings = await reminderSettingsOf(db, appointment.practice_id)
  const toCome = REMINDERS.filter(
    purpose =>
      now < reminderAt(purpose, appointment.on, settings, zone) && !rows.some(row => row.purpose === purpose),
  )
  const silence = await whySilent(db, appointment)
  return toCome
    .filter(purpose => settings.on[purpose] || purpose === 'reminder_day')
    .map(purpose => lineToCome(purpose, appointment, settings, silence, zone))
}

const whySilent = async (db: Db, { practice_id, patient_id }: AppointmentRow): Promise<string | null> => {
  const contacts = await appointmentContacts(db, practice_id, patient_id)
  if (contacts.some(({ channel }) => channel === 'sms')) return null
  const [first] = contacts
  return UNSENT[first?.channel === 'call' ? CALL_REASONS[first.reason] : 'nobody_to_tell']!
}

const lineToCome = (
  purpose: ReminderPurpose,
  { id, on, kind }: AppointmentRow,
  settings: ReminderSettings,
  silence: string | null,
  zone: Zone,
): MessageLine => {
  const line = { id: `${id}:${purpose}`, what: PURPOSES[purpose], waits: false }
  const none = { icon: 'message-square-off', tone: 'done' } as const
  if (!settings.on[purpose]) return { ...line, ...none, words: `Pas de SMS\u00a0: ${UNSENT.purpose_off}` }
  if (kind === 'visit' && !settings.visits)
    return { ...line, ...none, words: 'Pas de SMS\u00a0: les passages de la tournée ne sont pas rappelés' }
  if (silence !== null) return { ...line, ...none, words: `Pas de SMS\u00a0: ${silence}` }
  const at = frenchIn(zone).moment(reminderAt(purpose, on, settings, zone))
  return { ...line, icon: 'clock', tone: 'wait', words: `SMS prévu, ${at}` }
}
