import type { Db, Trx } from '../db/database.ts'
import type { CarerRow, PatientRow, PhoneRow } from '../db/tables/patients.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { type Home, readHome } from './home.ts'

export type Patient = Omit<PatientRow, 'home' | 'needs'> & { home: Home; needs: string[] }

export type Carer = CarerRow & { phones: PhoneRow[] }

/** @throws NotFound */
export const getPatient = async (db: Db | Trx, practiceId: Id, id: Id): Promise<Patient> => {
  const row = await db
    .selectFrom('patients')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return { ...row, home: readHome(row.home), needs: JSON.parse(row.needs) as string[] }
}

/** Every phone of these patients and of their carers, in the order in which they are tried. */
export const listPhones = async (db: Db | Trx, practiceId: Id, patientIds: Id[]): Promise<PhoneRow[]> =>
  patientIds.length === 0
    ? []
    : await db
        .selectFrom('phones')
        .selectAll()
        .where('practice_id', '=', practiceId)
        .where('patient_id', 'in', patientIds)
        .orderBy('position')
        .orderBy('id')
        .execute()

/** The carers of these patients who still are, with their phones; `known`: those of these patients, where they were read before. */
export const listCarers = async (
  db: Db | Trx,
  practiceId: Id,
  patientIds: Id[],
  known?: PhoneRow[],
): Promise<Carer[]> => {
  if (patientIds.length === 0) return []
  const carers = await db
    .selectFrom('carers')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', 'in', patientIds)
    .where('ended_at', 'is', null)
    .orderBy('id')
    .execute()
  const ofAll = known ?? (await listPhones(db, practiceId, patientIds))
  const phones = Map.groupBy(ofAll, phone => phone.carer_id)
  return carers.map(carer => ({ ...carer, phones: phones.get(carer.id) ?? [] }))
}

/** The patient's own phones, in the order in which they are tried. */
export const phonesOf = async (db: Db | Trx, practiceId: Id, patientId: Id): Promise<PhoneRow[]> =>
  (await listPhones(db, practiceId, [patientId])).filter(phone => phone.carer_id === null)

export const carersOf = async (db: Db | Trx, practiceId: Id, patientId: Id): Promise<Carer[]> =>
  await listCarers(db, practiceId, [patientId])
