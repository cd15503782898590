import type { CallReason, Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { TaskRow } from '../db/tables/messages.ts'
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

type Bundle = Pick<AppointmentMessageRow, 'practice_id' | 'patient_id' | 'bundle_id'>

const keyOf = (bundleId: Id, carerId: Id | null): string =>
  `appointment-change:${bundleId}:${carerId ?? 'patient'}`

export type ChangeCall = {
  bundle: Bundle
  contact: Pick<Contact, 'carerId' | 'phone'>
  reason: TaskReason
  clinicianId: Id
  /** What to tell: « Rendez-vous de jeudi 26 novembre à 9 h annulé ». */
  sentence: string
  dueAt: Instant
}

/** Moves and cancellations that no text can tell are told by a person, in one call to each. */
export const openCall = async (
  trx: Trx,
  { bundle, contact, reason, clinicianId, sentence, dueAt }: ChangeCall,
  now: Instant,
): Promise<void> => {
  await openTask(
    trx,
    {
      practiceId: bundle.practice_id,
      kind: 'call',
      patientId: bundle.patient_id,
      carerId: contact.carerId,
      clinicianId,
      // The stop of what was cancelled is in no round any more.
      stopId: null,
      key: keyOf(bundle.bundle_id, contact.carerId),
      reason,
      facts: { phone: contact.phone, sentence },
      clinical: false,
      dueAt,
    },
    now,
  )
}

/** `reason`: why there was no text; `facts`: see `messages/task-facts.ts`. */
export type OpenCall = Pick<TaskRow, 'key' | 'carer_id' | 'facts'> & { reason: TaskReason }

/** The calls about a bundle that nobody has made yet. */
export const listOpenCalls = async (
  trx: Trx,
  { practice_id, patient_id, bundle_id }: Bundle,
): Promise<OpenCall[]> => {
  const rows = await trx
    .selectFrom('tasks')
    .select(['key', 'carer_id', 'reason', 'facts'])
    .where('practice_id', '=', practice_id)
    .where('patient_id', '=', patient_id)
    .where('closed_at', 'is', null)
    .where('key', 'like', `appointment-change:${bundle_id}:%`)
    .execute()
  return rows.map(row => ({ ...row, reason: row.reason as TaskReason }))
}

export const hasOpenCall = async (trx: Trx, bundle: Bundle): Promise<boolean> =>
  (await listOpenCalls(trx, bundle)).length > 0

/** What was told, or has become pointless, needs no call: of one person, or of everybody. */
export const withdrawCalls = async (
  trx: Trx,
  bundle: Bundle,
  now: Instant,
  of?: { carerId: Id | null },
): Promise<void> => {
  const { practice_id: practiceId, bundle_id } = bundle
  const keys = of ? [keyOf(bundle_id, of.carerId)] : (await listOpenCalls(trx, bundle)).map(({ key }) => key)
  for (const key of keys) await withdrawTasks(trx, { practiceId, key }, now)
}
