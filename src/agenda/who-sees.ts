import type { Member } from '../access/member.ts'
import type { Db } from '../db/database.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id } from '../terms.ts'
import { STANDING } from './appointment-status.ts'

/**
 * The patients whom a member may see: null means all of the practice; a substitute sees those who have an
 * appointment in the rounds taken over, on the days of the substitution.
 */
export const visiblePatientIds = async (db: Db, member: Member): Promise<Id[] | null> => {
  if (member.role !== 'substitute') return null
  const rows = await db
    .selectFrom('appointments')
    .select('patient_id')
    .distinct()
    .where('practice_id', '=', member.practiceId)
    .where('status', 'in', STANDING)
    .where(eb =>
      eb.or(
        member.replaces.map(({ userId, fromOn, toOn }) =>
          eb.and([
            eb('clinician_id', 'in', [userId, member.userId]),
            eb('on', '>=', fromOn),
            eb('on', '<=', toOn),
          ]),
        ),
      ),
    )
    .execute()
  return rows.map(row => row.patient_id)
}

/** @throws NotFound for a patient who is none of a substitute's business */
export const refuseUnseenPatient = async (db: Db, member: Member, patientId: Id): Promise<void> => {
  const visible = await visiblePatientIds(db, member)
  if (visible && !visible.includes(patientId)) throw new NotFound()
}
