import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { Instant } from '../terms.ts'
import { addMinutes, dayBounds, localDate } from '../time.ts'
import type { Sent } from './caps.ts'

/**
 * How much a practice has texted to one number today and to anybody in the last hour, all purposes together. Not codes:
 * a stranger who asks for them must not use up what keeps patients informed.
 */
export const countSent = async (
  trx: Trx,
  practice: Pick<PracticeRow, 'id' | 'zone'>,
  phone: string,
  now: Instant,
): Promise<Sent> => {
  const attempted = trx
    .selectFrom('messages')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('practice_id', '=', practice.id)
    .where('purpose', '!=', 'code')
  const { from, to } = dayBounds(localDate(now, practice.zone), practice.zone)
  const today = await attempted
    .where('to_phone', '=', phone)
    .where('attempted_at', '>=', from)
    .where('attempted_at', '<', to)
    .executeTakeFirstOrThrow()
  const hour = await attempted.where('attempted_at', '>', addMinutes(now, -60)).executeTakeFirstOrThrow()
  return { toPersonToday: today.count, byPracticeThisHour: hour.count }
}
