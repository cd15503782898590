import type { Db, Trx } from '../db/database.ts'
import type { UserRow } from '../db/tables/access.ts'
import type { Secrets } from '../secrets.ts'
import type { Instant } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { replaceRecoveryCodes, useRecoveryCode } from './recovery-codes.ts'
import { acceptedStep } from './totp.ts'

const contextOf = (user: Pick<UserRow, 'id'>) => `totp:${user.id}`

/** Whether this account has a confirmed second factor. */
export const hasSecondFactor = (user: UserRow): boolean =>
  user.totp_secret !== null && user.totp_confirmed_at !== null

/** What was typed on the second page: a code of the app, or one of the recovery codes. */
export type TypedCode = { code: string; recovery: string }

/** Checks and uses up a code: the same code does not open the door twice, even to two requests at once. */
export const acceptCode = async (
  db: Db,
  secrets: Secrets,
  user: UserRow,
  typed: TypedCode,
  now: Instant,
): Promise<boolean> => {
  if (!hasSecondFactor(user)) return false
  if (typed.recovery) return await useRecoveryCode(db, secrets, user.id, typed.recovery, now)
  const secret = secrets.open(user.totp_secret!, contextOf(user))
  const step = acceptedStep(secret, typed.code, toEpochMs(now), user.totp_last_step)
  if (step === null) return false
  const taken = await db
    .updateTable('users')
    .set({ totp_last_step: step })
    .where('id', '=', user.id)
    .where('totp_secret', '=', user.totp_secret)
    .where(eb => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return taken.numUpdatedRows > 0n
}

/**
 * Makes `secret` the account's second factor once a code of it is shown, and gives ten recovery codes.
 * `null` when the code is not one of that secret's.
 */
export const confirmSecondFactor = async (
  trx: Trx,
  secrets: Secrets,
  user: UserRow,
  secret: string,
  code: string,
  now: Instant,
): Promise<string[] | null> => {
  const step = acceptedStep(secret, code, toEpochMs(now), null)
  if (step === null) return null
  await trx
    .updateTable('users')
    .set({
      totp_secret: secrets.seal(secret, contextOf(user)),
      totp_confirmed_at: now,
      totp_last_step: step,
    })
    .where('id', '=', user.id)
    .execute()
  return await replaceRecoveryCodes(trx, secrets, user.id)
}
