import type { Db, Trx } from '../db/database.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

/** What somebody writes of a prescription. */
export type PrescriptionContent = Pick<
  PrescriptionRow,
  | 'care'
  | 'category'
  | 'sessions'
  | 'done_before'
  | 'frequency'
  | 'direct_access'
  | 'prescribed_on'
  | 'prescriber'
  | 'from_on'
  | 'to_on'
  | 'regimen'
>

type NewPrescription = PrescriptionContent & {
  practiceId: Id
  patientId: Id
  renewsId: Id | null
  by: Id
}

export const addPrescription = async (
  trx: Trx,
  { practiceId, patientId, renewsId, by, ...content }: NewPrescription,
  now: Instant,
): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('prescriptions')
    .values({
      id,
      practice_id: practiceId,
      patient_id: patientId,
      ...content,
      renews_id: renewsId,
      ended_at: null,
      version: 1,
      created_by: by,
      created_at: now,
    })
    .execute()
  return id
}

/** @throws NotFound */
export const getPrescription = async (db: Db | Trx, practiceId: Id, id: Id): Promise<PrescriptionRow> => {
  const row = await db
    .selectFrom('prescriptions')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** The prescriptions of a patient, the newest first. */
export const listPrescriptions = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
): Promise<PrescriptionRow[]> =>
  await db
    .selectFrom('prescriptions')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .orderBy('id', 'desc')
    .execute()

type Version = { practiceId: Id; id: Id; version: number }

/** Writes a prescription, only if nobody changed or ended it since `version` was read. */
export const savePrescription = async (
  trx: Trx,
  of: Version,
  content: PrescriptionContent,
): Promise<'changed' | 'outdated'> => await change(trx, of, content)

/** Ends a prescription: it no longer asks to be renewed. Its appointments are not touched. */
export const endPrescription = async (trx: Trx, of: Version, now: Instant): Promise<'changed' | 'outdated'> =>
  await change(trx, of, { ended_at: now })

const change = async (
  trx: Trx,
  { practiceId, id, version }: Version,
  columns: Partial<PrescriptionRow>,
): Promise<'changed' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('prescriptions')
    .set({ ...columns, version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? 'changed' : 'outdated'
}
