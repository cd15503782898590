import type { Db } from '../db/database.ts'
import { inTransaction } from '../db/database.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import type { Instant } from '../terms.ts'
import { addMinutes, localDate } from '../time.ts'
import { DELAY_TASKS } from './keep-calls.ts'

/** A round may last past midnight; nobody is called at night about the evening before. */
const AFTER_MIDNIGHT_MINUTES = 4 * 60

/**
 * Withdraws the calls and alerts about delays of days that are over: nobody tapped their rounds to the end, and nobody
 * needs to be called about a passage of yesterday. What a patient asked for stays. Says how many.
 */
export const withdrawPastCalls = async (db: Db, now: Instant): Promise<number> => {
  const dayBegan = addMinutes(now, -AFTER_MIDNIGHT_MINUTES)
  const open = await db
    .selectFrom('tasks as t')
    .innerJoin('stops as s', 's.id', 't.stop_id')
    .innerJoin('rounds as r', 'r.id', 's.round_id')
    .innerJoin('practices as p', 'p.id', 't.practice_id')
    .select(['t.practice_id', 't.key', 'r.on', 'p.zone'])
    .where('t.closed_at', 'is', null)
    .where('r.on', '<=', localDate(dayBegan, 'Pacific/Kiritimati'))
    .where(eb => eb.or(DELAY_TASKS.map(name => eb('t.key', 'like', `${name}:%`))))
    .execute()
  let withdrawn = 0
  for (const { practice_id: practiceId, key, on, zone } of open)
    if (on < localDate(dayBegan, zone))
      withdrawn += await inTransaction(db, trx => withdrawTasks(trx, { practiceId, key }, now))
  return withdrawn
}
