import type { Db, Trx } from '../db/database.ts'
import type { UserRow } from '../db/tables/access.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

/** One spelling for an e-mail: nobody should be told « unknown » for a capital letter. */
export const emailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase()

export const findUserByEmail = async (db: Db, email: string): Promise<UserRow | undefined> =>
  await db.selectFrom('users').selectAll().where('email', '=', emailKey(email)).executeTakeFirst()

export const findUser = async (db: Db, userId: Id): Promise<UserRow | undefined> =>
  await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst()

export const getUser = async (db: Db, userId: Id): Promise<UserRow> =>
  await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()

export type NewAccount = { email: string; firstName: string; lastName: string; passwordHash: string }

/** A new account, with a password and no second factor yet. `null` when the e-mail already has one. */
export const createAccount = async (trx: Trx, account: NewAccount, now: Instant): Promise<UserRow | null> => {
  if (await findUserByEmail(trx, account.email)) return null
  const user: UserRow = {
    id: newId(),
    email: emailKey(account.email),
    first_name: account.firstName,
    last_name: account.lastName,
    password_hash: account.passwordHash,
    totp_secret: null,
    totp_confirmed_at: null,
    totp_last_step: null,
    created_at: now,
  }
  await trx.insertInto('users').values(user).execute()
  return user
}

export const setPassword = async (db: Db, userId: Id, passwordHash: string): Promise<void> => {
  await db.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute()
}

/** Removes the second factor: the next sign-in asks to enrol a new one before anything else. */
export const removeSecondFactor = async (trx: Trx, userId: Id): Promise<void> => {
  await trx
    .updateTable('users')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    .where('id', '=', userId)
    .execute()
  await trx.deleteFrom('recovery_codes').where('user_id', '=', userId).execute()
}
