import type { Member } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'

/**
 * The patients whom a member may see: null means all of the practice; a substitute sees those who have an
 * appointment in the rounds taken over, on the days of the substitution.
 */
export const visiblePatientIds = async (db: Db, member: Member): Promise<Id[] | null> => {
  if (member.role !== 'substitute') return null
  if (!member.fromOn || !member.toOn) return []
  const rows = await db
    .selectFrom('appointments')
    .select('patient_id')
    .distinct()
    .where('practice_id', '=', member.practiceId)
    .where('clinician_id', 'in', [member.userId, member.replacesUserId ?? member.userId])
    .where('on', '>=', member.fromOn)
    .where('on', '<=', member.toOn)
    .where('status', '=', 'booked')
    .execute()
  return rows.map(row => row.patient_id)
}

/** @throws NotFound for a patient who is none of a substitute's business */
export const refuseUnseenPatient = async (db: Db, member: Member, patientId: Id): Promise<void> => {
  const visible = await visiblePatientIds(db, member)
  if (visible && !visible.includes(patientId)) throw new NotFound()
}
