import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { LocalDate } from '../terms.ts'
import { STANDING } from './appointment-status.ts'

/**
 * Whether a rhythm of visits at home passes over a day: it runs, its next visit is on another day, and nobody comes on
 * this one. Who waits for a nurse one day in two should not wait in vain.
 */
export const isDayOff = async (db: Db, next: AppointmentRow, on: LocalDate): Promise<boolean> => {
  if (next.series_id === null || next.place !== 'home' || next.on <= on) return false
  const series = await db
    .selectFrom('series')
    .select('id')
    .where('practice_id', '=', next.practice_id)
    .where('id', '=', next.series_id)
    .where('from_on', '<=', on)
    .executeTakeFirst()
  if (!series) return false
  const visit = await db
    .selectFrom('appointments')
    .select('id')
    .where('practice_id', '=', next.practice_id)
    .where('patient_id', '=', next.patient_id)
    .where('on', '=', on)
    .where('status', 'in', STANDING)
    .executeTakeFirst()
  return visit === undefined
}
