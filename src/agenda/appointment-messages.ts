import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { newId } from '../ids.ts'
import { cancelMessages } from '../messages/outbox.ts'
import type { Id, Instant } from '../terms.ts'
import { withdrawCalls } from './change-calls.ts'
import { getAppointment } from './queries.ts'

/** The name under which texts about appointments stand in the outbox. */
export const APPOINTMENT_ORIGIN = 'appointment'

export type NewAppointmentMessage = Pick<
  AppointmentMessageRow,
  'practice_id' | 'patient_id' | 'purpose' | 'on' | 'appointment_id' | 'before' | 'due_at'
> &
  Partial<Pick<AppointmentMessageRow, 'key' | 'by_kind' | 'by_id' | 'at_wish' | 'state' | 'reason'>>

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

export const getMessage = async (db: Db | Trx, practiceId: Id, id: Id): Promise<AppointmentMessageRow> =>
  await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

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

/** Takes back what was not yet told, with its texts and calls. */
export const withdrawMessage = async (
  trx: Trx,
  row: AppointmentMessageRow,
  reason: string,
  now: Instant,
): Promise<void> => {
  await setState(trx, row, { state: 'withdrawn', reason })
  await cancelMessages(
    trx,
    { practiceId: row.practice_id, origin: APPOINTMENT_ORIGIN, refId: row.id },
    reason,
    now,
  )
  await withdrawCalls(trx, row, now)
}

/** An appointment, or the one that took its place, be it after it was cancelled: what stands now, or how it ended. */
export const followAppointment = async (db: Db | Trx, practiceId: Id, id: Id): Promise<AppointmentRow> => {
  let row = await getAppointment(db, practiceId, id)
  while (row.moved_to_id !== null) row = await getAppointment(db, practiceId, row.moved_to_id)
  return row
}
