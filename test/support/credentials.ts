import { hashPassword } from '../../src/access/passwords.ts'
import { totpCode } from '../../src/access/totp.ts'
import type { House } from '../../src/house.ts'
import type { Id } from '../../src/terms.ts'

export const PASSWORD = 'quatre chevaux bleus'
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

let passwordHash: Promise<string> | undefined

/** Gives a member of the cast the password and, unless told otherwise, the second factor of the tests. */
export const giveCredentials = async (
  house: House,
  userId: Id,
  { secondFactor = true } = {},
): Promise<{ email: string }> => {
  passwordHash ??= hashPassword(PASSWORD)
  const { email } = await house.db
    .updateTable('users')
    .set({
      password_hash: await passwordHash,
      totp_secret: secondFactor ? house.secrets.seal(TOTP_SECRET, `totp:${userId}`) : null,
      totp_confirmed_at: secondFactor ? house.clock.now() : null,
      totp_last_step: null,
    })
    .where('id', '=', userId)
    .returning('email')
    .executeTakeFirstOrThrow()
  return { email }
}

/** What the app on the telephone shows now. */
export const codeNow = (house: House, secret = TOTP_SECRET): string => totpCode(secret, house.clock.epochMs())
