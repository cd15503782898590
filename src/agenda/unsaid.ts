import type { Trx } from '../db/database.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { Instant } from '../terms.ts'
import { isUntold } from './bundles.ts'
import { type Agreed, type News, sameForPatient } from './news.ts'
import type { AppointmentChange } from './tell.ts'

export type Unsaid = { row: AppointmentMessageRow; news: News }

/**
 * The news that still waits to be told and that a change continues: about the same appointment; or, of one that is
 * booked, about one that the same clinician's patient has just lost.
 */
export const findUnsaid = async (
  trx: Trx,
  change: AppointmentChange,
  now: Instant,
): Promise<Unsaid | undefined> => {
  const booked = change.what === 'booked'
  const rows = booked ? await cancellationsBefore(trx, change, now) : await newsAbout(trx, change)
  const untold: AppointmentMessageRow[] = []
  for (const row of rows) if (await isUntold(trx, row)) untold.push(row)
  const isSame = ({ before }: AppointmentMessageRow) =>
    sameForPatient(JSON.parse(before!) as Agreed, change.appointment)
  const row = (booked ? untold.find(isSame) : undefined) ?? untold[0]
  return row && { row, news: newsOf(row) }
}

const waiting = (trx: Trx, { appointment }: AppointmentChange) =>
  trx
    .selectFrom('appointment_messages as m')
    .innerJoin('appointments as a', 'a.id', 'm.appointment_id')
    .selectAll('m')
    .where('m.practice_id', '=', appointment.practice_id)
    .where('m.patient_id', '=', appointment.patient_id)
    .where('m.state', 'in', ['pending', 'not_sent'])

const newsAbout = async (trx: Trx, change: AppointmentChange): Promise<AppointmentMessageRow[]> =>
  await waiting(trx, change)
    .where('m.appointment_id', '=', (change.before ?? change.appointment).id)
    .where('m.purpose', 'in', ['confirmation', 'moved', 'cancelled'])
    .execute()

/** Taken away and given again, be it at another time: the patient hears of one change. */
const cancellationsBefore = async (
  trx: Trx,
  change: AppointmentChange,
  now: Instant,
): Promise<AppointmentMessageRow[]> =>
  await waiting(trx, change)
    .where('m.purpose', '=', 'cancelled')
    .where('m.by_kind', '=', 'member')
    .where('a.clinician_id', '=', change.appointment.clinician_id)
    // A call may stay to be made for days: by then it is another matter.
    .where(eb => eb.or([eb('m.state', '=', 'pending'), eb('m.due_at', '>', now)]))
    .orderBy('m.id', 'desc')
    .execute()

const newsOf = ({ purpose, before }: AppointmentMessageRow): News =>
  purpose === 'moved' || purpose === 'cancelled'
    ? { purpose, before: JSON.parse(before!) as Agreed }
    : { purpose: 'confirmation', before: null }
