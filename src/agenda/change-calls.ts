import type { CallReason, Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { TaskReason } from '../messages/task-facts.ts'
import { openTask, withdrawTasks } from '../messages/tasks.ts'
import type { Id, Instant } from '../terms.ts'

/** Why somebody is called instead of texted. */
export const CALL_REASONS: Record<CallReason, TaskReason> = {
  agreed: 'prefers_call',
  no_phone: 'no_phone',
  no_mobile: 'landline',
  opted_out: 'opted_out',
  undeliverable: 'undelivered',
}

const keyOf = (messageId: Id, carerId: Id | null): string =>
  `appointment-change:${messageId}:${carerId ?? 'patient'}`

export type ChangeCall = {
  row: AppointmentMessageRow
  contact: Pick<Contact, 'carerId' | 'phone'>
  reason: TaskReason
  clinicianId: Id
  /** What to tell: « Rendez-vous de jeudi 26 novembre à 9 h annulé ». */
  sentence: string
  dueAt: Instant
}

/** A move or a cancellation that no text can tell is told by a person. */
export const openCall = async (
  trx: Trx,
  { row, contact, reason, clinicianId, sentence, dueAt }: ChangeCall,
  now: Instant,
): Promise<void> => {
  await openTask(
    trx,
    {
      practiceId: row.practice_id,
      kind: 'call',
      patientId: row.patient_id,
      carerId: contact.carerId,
      clinicianId,
      // The stop of what was cancelled is in no round any more.
      stopId: null,
      key: keyOf(row.id, contact.carerId),
      reason,
      facts: { phone: contact.phone, sentence },
      clinical: false,
      dueAt,
    },
    now,
  )
}

/** What was told, or has become pointless, needs no call: of one person, or of everybody. */
export const withdrawCalls = async (
  trx: Trx,
  {
    id,
    practice_id: practiceId,
    patient_id,
  }: Pick<AppointmentMessageRow, 'id' | 'practice_id' | 'patient_id'>,
  now: Instant,
  of?: { carerId: Id | null },
): Promise<void> => {
  if (of) {
    await withdrawTasks(trx, { practiceId, key: keyOf(id, of.carerId) }, now)
    return
  }
  const open = await trx
    .selectFrom('tasks')
    .select('key')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patient_id)
    .where('closed_at', 'is', null)
    .where('key', 'like', `appointment-change:${id}:%`)
    .execute()
  for (const { key } of open) await withdrawTasks(trx, { practiceId, key }, now)
}
