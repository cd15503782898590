import type { Db, Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { newReadableCode, readableCode } from './readable-codes.ts'

const HOW_MANY = 10

const hashOf = (secrets: Secrets, userId: Id, code: string): string =>
  secrets.keyedHash('recovery-code', `${userId}:${readableCode(code)}`)

/** Ten new codes, in clear for the only time; those before are worth nothing any more. */
export const replaceRecoveryCodes = async (trx: Trx, secrets: Secrets, userId: Id): Promise<string[]> => {
  const codes = Array.from({ length: HOW_MANY }, () => newReadableCode(2))
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
  await trx
    .insertInto('recovery_codes')
    .values(
      codes.map(code => ({
        id: newId(),
        user_id: userId,
        code_hash: hashOf(secrets, userId, code),
        used_at: null,
      })),
    )
    .execute()
  return codes
}

/** Uses up a code. False when it is none of this account's, or was used before. */
export const useRecoveryCode = async (
  db: Db,
  secrets: Secrets,
  userId: Id,
  code: string,
  now: Instant,
): Promise<boolean> => {
  const used = await db
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('user_id', '=', userId)
    .where('code_hash', '=', hashOf(secrets, userId, code))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return used.numUpdatedRows > 0n
}

export const countRecoveryCodes = async (db: Db, userId: Id): Promise<number> => {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
