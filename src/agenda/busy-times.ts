import type { Db, Trx } from '../db/database.ts'
import type { Id, Instant } from '../terms.ts'

/** Time that a clinician has given to something else. */
export type BusyTime = { fromAt: Instant; toAt: Instant }

/** The times in which a clinician is taken elsewhere, as the other calendars say, that touch a period; earliest first. */
export const listBusyTimes = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianId: Id,
  { fromAt, toAt }: BusyTime,
): Promise<BusyTime[]> =>
  await db
    .selectFrom('busy_times')
    .select(['from_at as fromAt', 'to_at as toAt'])
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('from_at', '<', toAt)
    .where('to_at', '>', fromAt)
    .orderBy('from_at')
    .execute()
