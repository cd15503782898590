import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, LocalDate } from '../terms.ts'
import { STANDING } from './appointment-status.ts'

/** The latest appointment of a patient up to a day, as a model for the next one. */
export const findLastAppointment = async (
  db: Db,
  practiceId: Id,
  patientId: Id,
  upTo: LocalDate,
): Promise<AppointmentRow | undefined> =>
  await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('on', '<=', upTo)
    .where('status', 'in', STANDING)
    .orderBy('on', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
