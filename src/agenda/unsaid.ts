import type { Trx } from '../db/database.ts'
import type { MessageStatus } from '../db/tables/messages.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import { NOT_ATTEMPTED } from '../messages/status.ts'
import { APPOINTMENT_ORIGIN } from './appointment-messages.ts'
import { type Agreed, type News, sameForPatient } from './news.ts'
import type { AppointmentChange } from './tell.ts'

export type Unsaid = { row: AppointmentMessageRow; news: News }

/**
 * The news that still waits to be told and that a change continues: about the same appointment; or, of one that is
 * booked, about one that the same clinician's patient has just lost.
 */
export const findUnsaid = async (trx: Trx, change: AppointmentChange): Promise<Unsaid | undefined> => {
  const rows =
    change.what === 'booked' ? await waitingCancellations(trx, change) : await waitingAbout(trx, change)
  for (const row of rows) if (!(await mayHaveLeft(trx, row))) return { row, news: newsOf(row) }
  return undefined
}

const waiting = (trx: Trx, { appointment }: AppointmentChange) =>
  trx
    .selectFrom('appointment_messages as m')
    .innerJoin('appointments as a', 'a.id', 'm.appointment_id')
    .selectAll('m')
    .where('m.practice_id', '=', appointment.practice_id)
    .where('m.patient_id', '=', appointment.patient_id)
    .where('m.state', '=', 'pending')

const waitingAbout = async (trx: Trx, change: AppointmentChange): Promise<AppointmentMessageRow[]> =>
  await waiting(trx, change)
    .where('m.appointment_id', '=', (change.before ?? change.appointment).id)
    .where('m.purpose', 'in', ['confirmation', 'moved', 'cancelled'])
    .execute()

/** Taken away and given again, be it at another time: the patient hears of one change. */
const waitingCancellations = async (
  trx: Trx,
  change: AppointmentChange,
): Promise<AppointmentMessageRow[]> => {
  const rows = await waiting(trx, change)
    .where('m.purpose', '=', 'cancelled')
    .where('m.by_kind', '=', 'member')
    .where('a.clinician_id', '=', change.appointment.clinician_id)
    .orderBy('m.id', 'desc')
    .execute()
  const same = rows.find(({ before }) => sameForPatient(JSON.parse(before!) as Agreed, change.appointment))
  return same ? [same] : rows.slice(0, 1)
}

const UNSENT: readonly MessageStatus[] = NOT_ATTEMPTED

/** One text about it is at the gateway or beyond: it counts as told. */
const mayHaveLeft = async (trx: Trx, row: AppointmentMessageRow): Promise<boolean> =>
  (await listMessagesAbout(trx, row.practice_id, APPOINTMENT_ORIGIN, [row.id])).some(
    ({ status }) => status !== 'cancelled' && !UNSENT.includes(status),
  )

const newsOf = ({ purpose, before }: AppointmentMessageRow): News =>
  purpose === 'moved' || purpose === 'cancelled'
    ? { purpose, before: JSON.parse(before!) as Agreed }
    : { purpose: 'confirmation', before: null }
