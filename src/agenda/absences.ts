import type { Db, Trx } from '../db/database.ts'
import type { PatientAbsenceRow } from '../db/tables/absences.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id, LocalDate } from '../terms.ts'

const absences = (db: Db | Trx, practiceId: Id, patientId: Id) =>
  db
    .selectFrom('patient_absences')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)

/** Those that are not over on a day, the nearest first. */
export const listAbsences = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
  since: LocalDate,
): Promise<PatientAbsenceRow[]> =>
  await absences(db, practiceId, patientId)
    .where('annulled_at', 'is', null)
    .where(eb => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', since)]))
    .orderBy('from_on')
    .execute()

/** The absence that a day falls into. */
export const absenceOf = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
  on: LocalDate,
): Promise<PatientAbsenceRow | undefined> =>
  (await listAbsences(db, practiceId, patientId, on)).find(absence => absence.from_on <= on)

/** Also one that never was. @throws NotFound */
export const getAbsence = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
  id: Id,
): Promise<PatientAbsenceRow> => {
  const row = await absences(db, practiceId, patientId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

export const findAbsenceOfTap = async (
  db: Db | Trx,
  practiceId: Id,
  tapId: Id,
): Promise<PatientAbsenceRow | undefined> =>
  await db
    .selectFrom('patient_absences')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('tap_id', '=', tapId)
    .where('annulled_at', 'is', null)
    .executeTakeFirst()

/** The appointments that an absence took away, from a day on, in their order. */
export const listTakenAway = async (
  db: Db | Trx,
  { practice_id, patient_id, id }: Pick<PatientAbsenceRow, 'practice_id' | 'patient_id' | 'id'>,
  from: LocalDate,
): Promise<AppointmentRow[]> =>
  await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('patient_id', '=', patient_id)
    .where('absence_id', '=', id)
    .where('on', '>=', from)
    .orderBy('on')
    .orderBy('agreed_at')
    .orderBy('id')
    .execute()
