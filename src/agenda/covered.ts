import { listSubstitutes, type Substitute, substituteOn } from '../access/substitutes.ts'
import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, LocalDate } from '../terms.ts'
import { AHEAD } from './appointment-status.ts'

/** An appointment that keeps its time, and who will be there instead. */
export type Covered = { row: AppointmentRow; by: Substitute }

type Absent = { practiceId: Id; clinicianId: Id; fromOn: LocalDate; toOn: LocalDate; patientId?: Id }

/** What patients, or one of them, have with a clinician on days on which a substitute sees them, soonest first. */
export const listCovered = async (
  db: Db | Trx,
  { practiceId, clinicianId, fromOn, toOn, patientId }: Absent,
): Promise<Covered[]> => {
  const substitutes = await listSubstitutes(db, practiceId, clinicianId, { fromOn, toOn })
  if (substitutes.length === 0) return []
  const rows = await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('on', '>=', fromOn)
    .where('on', '<=', toOn)
    .where('status', 'in', AHEAD)
    .where('status', '!=', 'proposed')
    .$if(patientId !== undefined, query => query.where('patient_id', '=', patientId!))
    .orderBy('on')
    .orderBy('id')
    .execute()
  return rows
    .flatMap(row => {
      const by = substituteOn(row.on, substitutes)
      return by ? [{ row, by }] : []
    })
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)))
}

const keyOf = ({ row }: Covered): string => `${row.on} ${row.agreed_at ?? row.window_from_at ?? ''}`
