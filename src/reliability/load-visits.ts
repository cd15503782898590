import { cadreHistories, type PastTerms } from '../cadre/queries.ts'
import type { Db } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import { agreementOf } from '../delays/plan.ts'
import type { Id } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type Beginning, beginningOf, type PastVisit, plainBeginning } from './past-visit.ts'
import { type Asked, listTapsOfStops, listVisitRows, type VisitRow } from './queries.ts'

/** The visits of a period: what was agreed then, and what the taps say of their beginning. */
export const loadVisits = async (
  db: Db,
  asked: Asked,
  practice: Pick<PracticeRow, 'tolerance_minutes'>,
): Promise<PastVisit[]> => {
  const rows = await listVisitRows(db, asked)
  const beginnings = await beginningsOf(db, asked.practiceId, rows)
  const histories = await cadreHistories(db, asked.practiceId)
  return rows.map(row => ({
    stopId: row.stop_id,
    patientId: row.patient_id,
    on: row.on,
    kind: row.kind,
    agreement: agreementOf(row, termsThen(histories.get(row.patient_id), row), practice),
    beginning: beginnings.get(row.stop_id)!,
  }))
}

/** The taps are read one by one only where adding them up leaves a doubt: undone, corrected, absent. */
const beginningsOf = async (db: Db, practiceId: Id, rows: VisitRow[]): Promise<Map<Id, Beginning>> => {
  const plain = rows.map(row => [row.stop_id, plainBeginning(summaryOf(row))] as const)
  const doubtful = plain.flatMap(([stopId, beginning]) => (beginning ? [] : stopId))
  const taps = Map.groupBy(await listTapsOfStops(db, practiceId, doubtful), tap => tap.stopId)
  return new Map(plain.map(([id, beginning]) => [id, beginning ?? beginningOf(id, taps.get(id) ?? [])]))
}

const summaryOf = ({ arrived_at, completed_at, arrivals, others }: VisitRow) => ({
  arrivedAt: arrived_at === null ? null : toEpochMs(arrived_at),
  completedAt: completed_at === null ? null : toEpochMs(completed_at),
  arrivals,
  others,
})

/** The cadre that held when the visit was due: what was agreed since does not make a visit late afterwards. */
const termsThen = (history: PastTerms[] = [], { agreed_at, window_to_at }: VisitRow) => {
  const due = agreed_at ?? window_to_at
  return history.findLast(({ at }) => due !== null && at <= due)?.terms
}
