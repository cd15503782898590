import type { Member } from '../access/member.ts'
import { listCare } from '../agenda/care.ts'
import { headOf } from '../agenda/care-words.ts'
import type { Db } from '../db/database.ts'
import { frenchIn } from '../http/french.ts'
import type { Id, LocalDate } from '../terms.ts'

/** The prescriptions in force of a patient as the file shows them, with their sessions as a thread; how many are over. */
export const careBlock = async (db: Db, member: Member, patientId: Id, today: LocalDate) => {
  const all = await listCare(db, member.practiceId, patientId, today)
  const inForce = all.filter(({ prescription, renewedById, count }) =>
    prescription.ended_at ? false : renewedById === null || count.ahead > 0,
  )
  const f = frenchIn(member.zone)
  return {
    prescriptions: inForce.map(care => headOf(care, member, f)),
    over: all
      .filter(care => !inForce.includes(care))
      .map(({ prescription }) => ({ id: prescription.id, from: f.date(prescription.from_on) })),
  }
}
