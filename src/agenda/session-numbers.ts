import type { Db, Trx } from '../db/database.ts'
import type { Id } from '../terms.ts'
import { numberSessions } from './session-count.ts'

/** The number of each session of the prescriptions that some series are of, by the id of the appointment. */
export const sessionNumbersOf = async (
  db: Db | Trx,
  practiceId: Id,
  seriesIds: readonly Id[],
): Promise<Map<Id, number>> => {
  if (seriesIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('series as known')
    .innerJoin('prescriptions as p', 'p.id', 'known.prescription_id')
    .innerJoin('series as s', 's.prescription_id', 'p.id')
    .innerJoin('appointments as a', join =>
      join.onRef('a.series_id', '=', 's.id').onRef('a.practice_id', '=', 's.practice_id'),
    )
    .distinct()
    .select(['a.id', 'a.on', 'a.status', 'a.agreed_at', 'a.window_from_at', 'p.id as of', 'p.done_before'])
    .where('known.practice_id', '=', practiceId)
    .where('s.practice_id', '=', practiceId)
    .where('known.id', 'in', seriesIds)
    .execute()
  const byPrescription = Map.groupBy(rows, row => row.of)
  return new Map([...byPrescription.values()].flatMap(all => [...numberSessions(all[0]!, all)]))
}
