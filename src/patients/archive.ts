import type { Trx } from '../db/database.ts'
import type { PatientRow } from '../db/tables/patients.ts'
import type { Id, Instant } from '../terms.ts'

export type ArchiveReason = NonNullable<PatientRow['archive_reason']>

export const ARCHIVE_REASONS: Record<ArchiveReason, string> = {
  moved: 'parti',
  care_ended: 'fin de soins',
  deceased: 'décès',
}

type Of = { practiceId: Id; patientId: Id }

/** False when the patient was archived already: who did it first decided the reason. */
export const markArchived = async (
  trx: Trx,
  { practiceId, patientId }: Of,
  reason: ArchiveReason,
  now: Instant,
): Promise<boolean> => {
  const { numUpdatedRows } = await trx
    .updateTable('patients')
    .set(eb => ({
      archived_at: now,
      archive_reason: reason,
      version: eb('version', '+', 1),
      updated_at: now,
    }))
    .where('practice_id', '=', practiceId)
    .where('id', '=', patientId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Back among the patients. What was cancelled stays cancelled. */
export const markActive = async (trx: Trx, { practiceId, patientId }: Of, now: Instant): Promise<void> => {
  await trx
    .updateTable('patients')
    .set(eb => ({ archived_at: null, archive_reason: null, version: eb('version', '+', 1), updated_at: now }))
    .where('practice_id', '=', practiceId)
    .where('id', '=', patientId)
    .where('archived_at', 'is not', null)
    .execute()
}
