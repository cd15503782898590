import type { Db, Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { newReadableCode, readableCode } from './readable-codes.ts'

const GOOD_FOR_HOURS = 24

export const practiceExists = async (db: Db): Promise<boolean> =>
  (await db.selectFrom('practices').select('id').limit(1).executeTakeFirst()) !== undefined

const hashOf = (secrets: Secrets, code: string): string =>
  secrets.keyedHash('one-time-link', `first_run:${readableCode(code)}`)

/**
 * The code that opens the first-run page, to be printed where only who runs the machine reads it. A new one at each
 * start, good for a day; the one before is worth nothing any more. `null` once a practice exists.
 */
export const firstRunCode = async (db: Db, secrets: Secrets, now: Instant): Promise<string | null> => {
  if (await practiceExists(db)) return null
  const code = newReadableCode(3)
  await db.deleteFrom('one_time_links').where('purpose', '=', 'first_run').execute()
  await db
    .insertInto('one_time_links')
    .values({
      id: newId(),
      purpose: 'first_run',
      token_hash: hashOf(secrets, code),
      practice_id: null,
      user_id: null,
      email: null,
      role: null,
      profession: null,
      from_on: null,
      to_on: null,
      replaces_user_id: null,
      created_by: null,
      created_at: now,
      expires_at: addMinutes(now, GOOD_FOR_HOURS * 60),
      used_at: null,
    })
    .execute()
  return code
}

/** Uses up the code. False when it is not the one that was printed last, or a practice exists meanwhile. */
export const takeFirstRunCode = async (
  trx: Trx,
  secrets: Secrets,
  code: string,
  now: Instant,
): Promise<boolean> => {
  if (await practiceExists(trx)) return false
  const taken = await trx
    .updateTable('one_time_links')
    .set({ used_at: now })
    .where('purpose', '=', 'first_run')
    .where('token_hash', '=', hashOf(secrets, code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}
