import type { Contact } from '../cadre/contacts.ts'
import { type Db, inTransaction, type Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { queueMessage } from '../messages/outbox.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { addMinutes, addSeconds } from '../time.ts'
import { appointmentContacts } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN, keepMessage, setState } from './appointment-messages.ts'
import { CALL_REASONS } from './change-calls.ts'
import { reminderSettingsOf } from './reminder-settings.ts'
import {
  dayToRemind,
  REMINDERS,
  type ReminderPurpose,
  type ReminderSettings,
  reminderAt,
  reminderUsefulUntil,
} from './reminder-time.ts'

type Practice = Pick<PracticeRow, 'id' | 'zone' | 'messages_per_hour'>

/** Reminders of one day, of one practice. */
type Run = { practice: Practice; settings: ReminderSettings; purpose: ReminderPurpose; on: LocalDate }

/**
 * Plans the reminders that are due: one per person and day, however often it runs and on however many machines. What
 * stands is looked at now and once more when the text leaves, so that a phone or an appointment added since counts.
 */
export const planReminders = async (db: Db, now: Instant): Promise<void> => {
  const practices = await db.selectFrom('practices').select(['id', 'zone', 'messages_per_hour']).execute()
  for (const practice of practices) {
    const settings = await reminderSettingsOf(db, practice.id)
    for (const purpose of REMINDERS) {
      const on = settings.on[purpose] ? dayToRemind(purpose, settings, practice.zone, now) : null
      if (on !== null) await planDay(db, { practice, settings, purpose, on }, now)
    }
  }
}

const planDay = async (db: Db, run: Run, now: Instant): Promise<void> => {
  for (const patientId of await listToRemind(db, run)) {
    const known = await findKept(db, run, patientId)
    if (known && !(await canBeTextedNow(db, run, patientId))) continue
    await inTransaction(db, trx => planPerson(trx, run, patientId, now))
  }
}

/** Those with an appointment that day, agreed before its reminder was due, whom nobody has reminded yet. */
const listToRemind = async (db: Db, { practice, settings, purpose, on }: Run): Promise<Id[]> => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .leftJoin('appointment_messages as m', join =>
      join
        .onRef('m.practice_id', '=', 'a.practice_id')
        .onRef('m.patient_id', '=', 'a.patient_id')
        .onRef('m.on', '=', 'a.on')
        .on('m.purpose', '=', purpose),
    )
    .select('a.patient_id')
    .distinct()
    .where('a.practice_id', '=', practice.id)
    .where('a.on', '=', on)
    .where('a.status', 'in', ['booked', 'confirmed'])
    .where('a.created_at', '<=', reminderAt(purpose, on, settings, practice.zone))
    .where('p.archived_at', 'is', null)
    .where(eb => eb.or([eb('m.id', 'is', null), eb('m.state', '=', 'not_sent')]))
    .$if(!settings.visits, query => query.where('a.kind', '!=', 'visit'))
    .orderBy('a.patient_id')
    .execute()
  return rows.map(row => row.patient_id)
}

/** The appointments that a reminder speaks of, as they stand, soonest first. */
export const listReminded = async (
  db: Db | Trx,
  practice: Pick<PracticeRow, 'id' | 'zone'>,
  settings: ReminderSettings,
  { purpose, patient_id, on }: { purpose: ReminderPurpose; patient_id: Id; on: LocalDate },
): Promise<AppointmentRow[]> => {
  const rows = await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practice.id)
    .where('patient_id', '=', patient_id)
    .where('on', '=', on)
    .where('status', 'in', ['booked', 'confirmed'])
    .where('created_at', '<=', reminderAt(purpose, on, settings, practice.zone))
    .$if(!settings.visits, query => query.where('kind', '!=', 'visit'))
    .orderBy('id')
    .execute()
  const start = (row: AppointmentRow) => row.agreed_at ?? row.window_from_at ?? '9999'
  return rows.sort((a, b) => start(a).localeCompare(start(b)))
}

export const reminderKey = (purpose: ReminderPurpose, patientId: Id, on: LocalDate): string =>
  `${purpose}:${patientId}:${on}`

const findKept = async (
  db: Db | Trx,
  { practice, purpose, on }: Run,
  patientId: Id,
): Promise<AppointmentMessageRow | undefined> =>
  await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practice.id)
    .where('key', '=', reminderKey(purpose, patientId, on))
    .executeTakeFirst()

const textsOf = (contacts: Contact[]) => contacts.filter(contact => contact.channel === 'sms')

/** A mobile was added, a refusal taken back. */
const canBeTextedNow = async (db: Db, { practice }: Run, patientId: Id): Promise<boolean> =>
  textsOf(await appointmentContacts(db, practice.id, patientId)).length > 0

const planPerson = async (trx: Trx, run: Run, patientId: Id, now: Instant): Promise<void> => {
  const { practice, settings, purpose, on } = run
  const day = await listReminded(trx, practice, settings, { purpose, patient_id: patientId, on })
  if (day.length === 0) return
  const usefulUntilAt = reminderUsefulUntil(purpose, day, settings, practice.zone)
  if (usefulUntilAt <= now) return
  const row = await takeUp(trx, run, patientId, now)
  if (!row) return
  if (await isJustTold(trx, day, now))
    return await setState(trx, row, { state: 'withdrawn', reason: 'just_told' })
  const contacts = await appointmentContacts(trx, practice.id, patientId)
  for (const { carerId, phone } of textsOf(contacts))
    await queueMessage(
      trx,
      {
        practiceId: practice.id,
        patientId,
        carerId,
        purpose,
        origin: APPOINTMENT_ORIGIN,
        refId: row.id,
        toPhone: phone,
        dueAt: row.due_at,
        usefulUntilAt,
      },
      now,
    )
  if (textsOf(contacts).length === 0)
    await setState(trx, row, { state: 'not_sent', reason: whyNone(contacts) })
}

/** Who has heard of all of that day in these hours needs no second text. */
const JUST_TOLD_MINUTES = 6 * 60

const isJustTold = async (trx: Trx, day: AppointmentRow[], now: Instant): Promise<boolean> => {
  const told = await trx
    .selectFrom('appointment_messages')
    .select('appointment_id')
    .where('practice_id', '=', day[0]!.practice_id)
    .where('patient_id', '=', day[0]!.patient_id)
    .where('purpose', 'in', ['moved', 'confirmation'])
    .where('state', 'in', ['pending', 'sent'])
    .where('created_at', '>=', addMinutes(now, -JUST_TOLD_MINUTES))
    .execute()
  return day.every(({ id }) => told.some(({ appointment_id }) => appointment_id === id))
}

/** Nobody else has planned it: it is new, or could not be sent before. */
const takeUp = async (
  trx: Trx,
  run: Run,
  patientId: Id,
  now: Instant,
): Promise<AppointmentMessageRow | undefined> => {
  const { practice, purpose, on } = run
  const due_at = addSeconds(now, (await countPlanned(trx, run)) * secondsBetween(practice))
  const about = { practice_id: practice.id, patient_id: patientId, purpose, on, due_at }
  const key = reminderKey(purpose, patientId, on)
  const added = await keepMessage(trx, { ...about, key, appointment_id: null, before: null }, now)
  if (added) return added
  return await trx
    .updateTable('appointment_messages')
    .set({ state: 'pending', reason: null, due_at })
    .where('practice_id', '=', practice.id)
    .where('key', '=', key)
    .where('state', '=', 'not_sent')
    .returningAll()
    .executeTakeFirst()
}

const countPlanned = async (trx: Trx, { practice, purpose, on }: Run): Promise<number> => {
  const { count } = await trx
    .selectFrom('appointment_messages')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('practice_id', '=', practice.id)
    .where('purpose', '=', purpose)
    .where('on', '=', on)
    .where('state', 'in', ['pending', 'sent'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** All reminders at once would use up what the practice may send in an hour: half of it stays for delays. */
const secondsBetween = ({ messages_per_hour }: Practice): number => Math.ceil(7200 / messages_per_hour)

const whyNone = (contacts: Contact[]): string => {
  const [first] = contacts
  return first?.channel === 'call' ? CALL_REASONS[first.reason] : 'nobody_to_tell'
}
