import type { Trx } from '../db/database.ts'
import type { UserRow } from '../db/tables/access.ts'
import { Conflict } from '../http/refusals.ts'
import type { Secrets } from '../secrets.ts'
import type { Instant, Zone } from '../terms.ts'
import { createAccount } from './accounts.ts'
import { takeFirstRunCode } from './first-run.ts'
import { addMembership } from './memberships.ts'
import { createPractice, FIRST_SETTINGS } from './practices.ts'

export type Founding = {
  code: string
  name: string
  e164: string | null
  zone: Zone
  leg_minutes: number
  tolerance_minutes: number
  undo_seconds: number
  first_name: string
  last_name: string
  email: string
  profession: string
  password_hash: string
}

/** Makes the first practice and its owner. `null` when the code is not the one printed on the machine. */
export const foundPractice = async (
  trx: Trx,
  secrets: Secrets,
  founding: Founding,
  now: Instant,
): Promise<UserRow | null> => {
  if (!(await takeFirstRunCode(trx, secrets, founding.code, now))) return null
  const { name, e164, zone, leg_minutes, tolerance_minutes, undo_seconds } = founding
  const settings = { name, phone: e164, zone, leg_minutes, tolerance_minutes, undo_seconds }
  const practice = await createPractice(trx, { ...FIRST_SETTINGS, ...settings }, now)
  const account = {
    email: founding.email,
    firstName: founding.first_name,
    lastName: founding.last_name,
    passwordHash: founding.password_hash,
  }
  const owner = await createAccount(trx, account, now)
  if (!owner) throw new Conflict('Cette adresse e-mail a déjà un compte sur cette machine.')
  const membership = { role: 'owner', profession: founding.profession || null } as const
  const noDates = { from_on: null, to_on: null, replaces_user_id: null }
  await addMembership(trx, { practice_id: practice.id, user_id: owner.id, ...membership, ...noDates }, now)
  return owner
}
