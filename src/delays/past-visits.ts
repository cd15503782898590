import type { Db, Trx } from '../db/database.ts'
import { standingFacts, type Tap } from '../rounds/taps.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays, toEpochMs } from '../time.ts'
import { learnableMinutes } from './durations.ts'
import type { VisitKind } from './visit-lengths.ts'

const DAYS_LOOKED_BACK = 60

/** How long one visit really took, from its taps. */
export type PastVisit = VisitKind & { on: LocalDate; minutes: number }

/** The visits of these patients in the two months before a day, oldest first. A visit whose taps were forgotten says nothing. */
export const listPastVisits = async (
  db: Db | Trx,
  practiceId: Id,
  patientIds: Id[],
  before: LocalDate,
): Promise<PastVisit[]> => {
  if (patientIds.length === 0) return []
  const rows = await listTapsOf(db, practiceId, patientIds, before)
  return [...Map.groupBy(rows, row => row.stop_id).values()].flatMap(taps => {
    const minutes = durationOf(taps)
    const { patient_id: patient, clinician_id: clinician, kind: care, on, duration_minutes } = taps[0]!
    return minutes === null
      ? []
      : [{ clinician, care, patient, plannedMinutes: duration_minutes, on, minutes }]
  })
}

const listTapsOf = async (db: Db | Trx, practiceId: Id, patientIds: Id[], before: LocalDate) =>
  await db
    .selectFrom('appointments as a')
    .innerJoin('stops as s', join =>
      join.onRef('s.practice_id', '=', 'a.practice_id').onRef('s.appointment_id', '=', 'a.id'),
    )
    .innerJoin('taps as t', join =>
      join.onRef('t.practice_id', '=', 's.practice_id').onRef('t.stop_id', '=', 's.id'),
    )
    .select(['a.patient_id', 'a.clinician_id', 'a.kind', 'a.on', 'a.duration_minutes', 't.stop_id'])
    .select(['t.id', 't.kind as tap', 't.happened_at', 't.received_at', 't.of_tap_id'])
    .where('a.practice_id', '=', practiceId)
    .where('a.patient_id', 'in', patientIds)
    .where('a.on', '<', before)
    .where('a.on', '>=', addDays(before, -DAYS_LOOKED_BACK))
    .orderBy('a.on')
    .execute()

type TapOfVisit = Awaited<ReturnType<typeof listTapsOf>>[number]

const durationOf = (rows: TapOfVisit[]): number | null => {
  const facts = standingFacts(rows.map(tapOf))
  return learnableMinutes({
    arrivedAt: facts.findLast(tap => tap.kind === 'arrival')?.happenedAt ?? null,
    finishedAt: facts.findLast(tap => tap.kind === 'completion')?.happenedAt ?? null,
    plannedMinutes: rows[0]!.duration_minutes,
  })
}

const tapOf = (row: TapOfVisit): Tap => ({
  id: row.id,
  stopId: row.stop_id,
  kind: row.tap,
  happenedAt: toEpochMs(row.happened_at),
  receivedAt: toEpochMs(row.received_at),
  minutes: null,
  ofTapId: row.of_tap_id,
})
