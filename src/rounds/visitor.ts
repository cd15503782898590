import { listSubstitutes } from '../access/substitutes.ts'
import type { Db, Trx } from '../db/database.ts'
import type { RoundRow } from '../db/tables/agenda.ts'
import type { Id } from '../terms.ts'

type OfRound = Pick<RoundRow, 'id' | 'practice_id' | 'clinician_id' | 'on'>

/**
 * The first name of who comes to the patients of a round: whoever tapped on it last, before the first tap the
 * substitute of that day, else its own clinician. A patient is told the name of the person who will be at the door.
 */
export const visitorFirstName = async (db: Db | Trx, round: OfRound): Promise<string> => {
  const userId = (await lastToTap(db, round)) ?? (await substituteOf(db, round)) ?? round.clinician_id
  const user = await db
    .selectFrom('users')
    .select('first_name')
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return user.first_name
}

const lastToTap = async (db: Db | Trx, { practice_id, id }: OfRound): Promise<Id | undefined> => {
  const tap = await db
    .selectFrom('taps')
    .select('by_user_id')
    .where('practice_id', '=', practice_id)
    .where('round_id', '=', id)
    // A secretary notes at her desk that somebody did not come: she is at nobody's door.
    .where('by_user_id', 'not in', eb =>
      eb
        .selectFrom('memberships')
        .select('user_id')
        .where('practice_id', '=', practice_id)
        .where('role', '=', 'secretary')
        .where('ended_at', 'is', null),
    )
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return tap?.by_user_id
}

const substituteOf = async (
  db: Db | Trx,
  { practice_id, clinician_id, on }: OfRound,
): Promise<Id | undefined> => {
  const [substitute] = await listSubstitutes(db, practice_id, clinician_id, { fromOn: on, toOn: on })
  return substitute?.userId
}
