import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

/** The name under which texts about appointments stand in the outbox. */
export const APPOINTMENT_ORIGIN = 'appointment'

export type NewAppointmentMessage = Pick<
  AppointmentMessageRow,
  'practice_id' | 'patient_id' | 'purpose' | 'on' | 'appointment_id' | 'before' | 'due_at'
> &
  Partial<
    Pick<AppointmentMessageRow, 'key' | 'bundle_id' | 'by_kind' | 'by_id' | 'at_wish' | 'state' | 'reason'>
  >

/** Keeps that something is to be told, or is not and why. Undefined: it is known under its key already. */
export const keepMessage = async (
  trx: Trx,
  message: NewAppointmentMessage,
  now: Instant,
): Promise<AppointmentMessageRow | undefined> => {
  const id = newId()
  return await trx
    .insertInto('appointment_messages')
    .values({
      id,
      key: id,
      bundle_id: id,
      by_kind: 'system',
      by_id: null,
      at_wish: 0,
      state: 'pending',
      reason: null,
      created_at: now,
      sent_at: null,
      ...message,
    })
    .onConflict(conflict => conflict.columns(['practice_id', 'key']).doNothing())
    .returningAll()
    .executeTakeFirst()
}

/** One of the messages to the patient of an appointment. */
export const findMessageOf = async (
  db: Db | Trx,
  { practice_id, patient_id }: Pick<AppointmentRow, 'practice_id' | 'patient_id'>,
  id: Id,
): Promise<AppointmentMessageRow | undefined> =>
  await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('patient_id', '=', patient_id)
    .where('id', '=', id)
    .executeTakeFirst()

export type State = Pick<AppointmentMessageRow, 'state' | 'reason'> & { sent_at?: Instant | null }

export const setState = async (
  trx: Trx,
  { practice_id, id }: Pick<AppointmentMessageRow, 'practice_id' | 'id'>,
  state: State,
): Promise<void> => {
  await trx
    .updateTable('appointment_messages')
    .set(state)
    .where('practice_id', '=', practice_id)
    .where('id', '=', id)
    .execute()
}
