import type { Db, Trx } from '../db/database.ts'
import type { OneTimeLinkRow } from '../db/tables/access.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { removeSecondFactor, setPassword } from './accounts.ts'
import { findOneTimeLink, issueOneTimeLink, useOneTimeLink } from './one-time-links.ts'
import { endSessions } from './sessions.ts'

const GOOD_FOR_HOURS = 24

export type NewReset = {
  userId: Id
  /** Also removes the second factor: for a lost telephone. */
  withSecondFactor: boolean
  /** The owner who issues it, and where; both empty when it is issued on the machine. */
  practiceId: Id | null
  by: Id | null
}

/**
 * Issues a link by which somebody chooses a new password, and ends all sessions of the account at once: the reason
 * may be a lost telephone. Links issued before are worth nothing any more.
 */
export const issueReset = async (
  trx: Trx,
  secrets: Secrets,
  reset: NewReset,
  now: Instant,
): Promise<string> => {
  await withdrawResets(trx, reset.userId, now)
  await endSessions(trx, reset.userId, {}, now)
  return await issueOneTimeLink(
    trx,
    secrets,
    {
      purpose: reset.withSecondFactor ? 'account_reset' : 'password_reset',
      practice_id: reset.practiceId,
      user_id: reset.userId,
      created_by: reset.by,
      expires_at: addMinutes(now, GOOD_FOR_HOURS * 60),
    },
    now,
  )
}

/** Links that were issued and not used are worth nothing any more. */
export const withdrawResets = async (trx: Trx, userId: Id, now: Instant): Promise<void> => {
  await trx
    .updateTable('one_time_links')
    .set({ expires_at: now })
    .where('user_id', '=', userId)
    .where('purpose', 'in', ['password_reset', 'account_reset'])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
}

export const findReset = (db: Db, secrets: Secrets, token: string, now: Instant) =>
  findOneTimeLink(db, secrets, ['password_reset', 'account_reset'], token, now)

/**
 * Sets the new password and ends every session. False when the link was used meanwhile, or the account has joined a
 * practice that is not the issuer's.
 */
export const useReset = async (
  trx: Trx,
  link: OneTimeLinkRow,
  passwordHash: string,
  now: Instant,
): Promise<boolean> => {
  const userId = link.user_id!
  if (link.practice_id !== null && (await isMemberElsewhere(trx, link.practice_id, userId))) return false
  if (!(await useOneTimeLink(trx, link, now))) return false
  await setPassword(trx, userId, passwordHash)
  if (link.purpose === 'account_reset') await removeSecondFactor(trx, userId)
  await endSessions(trx, userId, {}, now)
  return true
}

/**
 * Whether the owner of a practice may reset this member: not when the account opens another practice too, which
 * the link would then open to a stranger.
 */
export const isMemberElsewhere = async (trx: Trx, practiceId: Id, userId: Id): Promise<boolean> =>
  (await trx
    .selectFrom('memberships')
    .select('id')
    .where('user_id', '=', userId)
    .where('practice_id', '!=', practiceId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()) !== undefined
