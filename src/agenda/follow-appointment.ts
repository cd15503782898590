import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id } from '../terms.ts'
import { getAppointment } from './queries.ts'

/** An appointment, or the one that took its place, be it after it was cancelled: what stands now, or how it ended. */
export const followAppointment = async (db: Db | Trx, practiceId: Id, id: Id): Promise<AppointmentRow> => {
  let row = await getAppointment(db, practiceId, id)
  while (row.moved_to_id !== null) row = await getAppointment(db, practiceId, row.moved_to_id)
  return row
}
