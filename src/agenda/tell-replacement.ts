import type { Db, Trx } from '../db/database.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { queueMessage } from '../messages/outbox.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { appointmentContacts, whenToSend } from './appointment-contacts.ts'
import { APPOINTMENT_ORIGIN, keepMessage, setState } from './appointment-messages.ts'
import { callAboutBundle } from './call-bundle.ts'
import { CALL_REASONS } from './change-calls.ts'
import { listCovered } from './covered.ts'
import { reminderSettingsOf } from './reminder-settings.ts'
import { latestStartOf } from './reminder-time.ts'
import type { ReplacedDays } from './replaced.ts'

type Practice = { id: Id; zone: Zone; undo_seconds: number }

/** A leave, and who lets its patients know who comes instead. */
export type Announcement = ReplacedDays & { leaveId: Id; by: Id }

const keyOf = (leaveId: Id, patientId: Id): string => `replaced:${leaveId}:${patientId}`

/**
 * Tells every patient whom a substitute sees during a leave who that is: once per patient and leave, by a text or by a
 * call, as their cadre says. Gives the patients who were not told before.
 */
export const tellReplacement = async (
  trx: Trx,
  practice: Practice,
  announcement: Announcement,
  now: Instant,
): Promise<Id[]> => {
  const told: Id[] = []
  for (const [patientId, first] of await listToTell(trx, practice, announcement, now)) {
    const { fromOn, toOn, leaveId, by } = announcement
    const row = await keepMessage(
      trx,
      {
        practice_id: practice.id,
        patient_id: patientId,
        purpose: 'replaced',
        key: keyOf(leaveId, patientId),
        on: first.on,
        appointment_id: first.id,
        before: JSON.stringify({ fromOn, toOn }),
        by_kind: 'member',
        by_id: by,
        due_at: addSeconds(now, practice.undo_seconds),
      },
      now,
    )
    if (!row) continue
    await tellContacts(trx, row, { practice, usefulUntilAt: first.usefulUntilAt }, now)
    told.push(patientId)
  }
  return told
}

type First = { id: Id; on: string; usefulUntilAt: Instant }

/** Each patient with what they have first, and until when it is of use to know. */
const listToTell = async (
  db: Db | Trx,
  { id: practiceId, zone }: Practice,
  { clinicianId, fromOn, toOn }: Announcement,
  now: Instant,
): Promise<Map<Id, First>> => {
  const covered = await listCovered(db, { practiceId, clinicianId, fromOn, toOn })
  const patients = new Map<Id, First>()
  for (const { row } of covered) {
    const usefulUntilAt = latestStartOf(row, zone)
    if (usefulUntilAt <= now) continue
    const first = patients.get(row.patient_id) ?? { id: row.id, on: row.on }
    patients.set(row.patient_id, { ...first, usefulUntilAt })
  }
  return patients
}

const tellContacts = async (
  trx: Trx,
  row: AppointmentMessageRow,
  { practice, usefulUntilAt }: { practice: Practice; usefulUntilAt: Instant },
  now: Instant,
): Promise<void> => {
  const { practice_id: practiceId, patient_id: patientId, bundle_id: refId, due_at: dueAt } = row
  const off = (await reminderSettingsOf(trx, practiceId)).on.replaced ? null : 'purpose_off'
  let reason: string | null = off ?? 'nobody_to_tell'
  for (const contact of await appointmentContacts(trx, practiceId, patientId)) {
    const never = whenToSend(contact, { dueAt, usefulUntilAt }, practice.zone, now).send === 'never'
    const obstacle =
      off ??
      (contact.channel === 'call' ? CALL_REASONS[contact.reason] : null) ??
      (never ? 'outside_hours' : null)
    if (obstacle !== null) {
      await callAboutBundle(trx, row, contact, obstacle, now)
      if (reason !== null) reason = obstacle
      continue
    }
    reason = null
    const { carerId, phone } = contact
    const text = { practiceId, patientId, carerId, purpose: row.purpose, origin: APPOINTMENT_ORIGIN, refId }
    await queueMessage(trx, { ...text, toPhone: phone!, dueAt, usefulUntilAt }, now)
  }
  if (reason !== null) await setState(trx, row, { state: 'not_sent', reason })
}

/** What became of telling each patient of a leave. */
export const listAnnounced = async (
  db: Db | Trx,
  practiceId: Id,
  leaveId: Id,
): Promise<Map<Id, AppointmentMessageRow>> => {
  const rows = await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('key', 'like', `${keyOf(leaveId, '')}%`)
    .execute()
  return new Map(rows.map(row => [row.patient_id, row]))
}
