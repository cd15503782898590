import type { Db, Trx } from '../db/database.ts'
import type { Id, Instant } from '../terms.ts'

/** Time that a clinician has given to something else. */
export type BusyTime = { fromAt: Instant; toAt: Instant }

/**
 * The times in which clinicians are taken elsewhere, as their other calendars say, that touch a period; earliest first.
 * Every clinician that was asked for is there.
 */
export const listBusyTimes = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianIds: readonly Id[],
  { fromAt, toAt }: BusyTime,
): Promise<Map<Id, BusyTime[]>> => {
  const rows = await db
    .selectFrom('busy_times')
    .select(['clinician_id as clinicianId', 'from_at as fromAt', 'to_at as toAt'])
    .where('practice_id', '=', practiceId)
    .where('clinician_id', 'in', clinicianIds)
    .where('from_at', '<', toAt)
    .where('to_at', '>', fromAt)
    .orderBy('from_at')
    .execute()
  const of = (id: Id) => rows.filter(({ clinicianId }) => clinicianId === id)
  return new Map(clinicianIds.map(id => [id, of(id)]))
}
