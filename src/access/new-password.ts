import type { UserRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import { passwordFault } from './password-rules.ts'
import { hashPassword } from './passwords.ts'
import { listPracticeNames } from './practices.ts'

export type NewPassword = { hash: string } | { fault: string }

/** Checks a new password against who the person is, and hashes it: before any transaction, since it takes its time. */
export const newPassword = async (
  password: string,
  about: { email: string; names: string[] },
): Promise<NewPassword> => {
  const fault = passwordFault(password, about)
  return fault === null ? { hash: await hashPassword(password) } : { fault }
}

/** The same for somebody who has an account. */
export const newPasswordOf = async ({ db }: House, user: UserRow, password: string): Promise<NewPassword> => {
  const names = [user.first_name, user.last_name, ...(await listPracticeNames(db, user.id))]
  return await newPassword(password, { email: user.email, names })
}
