import type { Db } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { Id } from '../terms.ts'

export type Practice = Pick<PracticeRow, 'name' | 'phone' | 'tolerance_minutes'>

/** What a patient's page says of the practice. */
export const getPractice = async (db: Db, practiceId: Id): Promise<Practice> =>
  await db
    .selectFrom('practices')
    .select(['name', 'phone', 'tolerance_minutes'])
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
