import type { Db, Trx } from '../db/database.ts'
import { inTransaction } from '../db/database.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'
import {
  ACCOUNT,
  ADDRESS,
  type Attempts,
  blockedUntil,
  type Limit,
  withAttempt,
  withoutAttempt,
} from './throttle.ts'

/** A counter of attempts: its key says whose, without naming anybody. */
export type Counter = { key: string; limit: Limit }

/**
 * Which counters an attempt counts on. A device that has already signed in to the account has one of its own, so that
 * a stranger's guesses never make the owner wait; all other devices share the account's, and count on their address.
 */
export const countersFor = (
  secrets: Secrets,
  from: { email: string; address: string; knownDeviceId: Id | null },
): Counter[] => {
  const account = secrets.keyedHash('throttle', from.email)
  if (from.knownDeviceId) return [{ key: `device:${from.knownDeviceId}:${account}`, limit: ACCOUNT }]
  return [{ key: `account:${account}`, limit: ACCOUNT }, addressCounter(secrets, from.address)]
}

export const addressCounter = (secrets: Secrets, address: string): Counter => ({
  key: `address:${secrets.keyedHash('throttle', address)}`,
  limit: ADDRESS,
})

/**
 * Counts one attempt before it is checked, so that many at once do not slip through, and says whether it may be made.
 * A blocked attempt is not counted: asking again does not prolong the wait.
 */
export const admitAttempt = (
  db: Db,
  counters: Counter[],
  now: Instant,
): Promise<{ admitted: true } | { admitted: false; untilAt: Instant }> =>
  inTransaction(db, async trx => {
    const nowMs = toEpochMs(now)
    const known = new Map<string, Attempts | undefined>()
    for (const { key } of counters) known.set(key, await findAttempts(trx, key))
    const until = Math.max(...counters.map(({ key }) => blockedUntil(known.get(key), nowMs) ?? 0))
    if (until > 0) return { admitted: false, untilAt: toInstant(until) }
    for (const { key, limit } of counters) await save(trx, key, withAttempt(limit, known.get(key), nowMs))
    return { admitted: true }
  })

/** Takes the attempt back, because it proved right. */
export const forgiveAttempt = (db: Db, counters: Counter[]): Promise<void> =>
  inTransaction(db, async trx => {
    for (const { key } of counters) {
      const attempts = await findAttempts(trx, key)
      if (!attempts) continue
      if (attempts.failures > 1) await save(trx, key, withoutAttempt(attempts))
      else await trx.deleteFrom('sign_in_throttles').where('key', '=', key).execute()
    }
  })

/**
 * Forgets all wrong attempts on an account from this kind of device, since somebody has fully signed in, and those of
 * anybody that are too old to count.
 */
export const forgetAttempts = async (db: Db, counters: Counter[], now: Instant): Promise<void> => {
  const keys = counters.filter(counter => counter.limit === ACCOUNT).map(counter => counter.key)
  const tooOld = toInstant(toEpochMs(now) - ACCOUNT.forgottenAfterMs)
  await db
    .deleteFrom('sign_in_throttles')
    .where(eb => eb.or([eb('key', 'in', keys), eb('last_failure_at', '<', tooOld)]))
    .execute()
}

const findAttempts = async (trx: Trx, key: string): Promise<Attempts | undefined> => {
  const row = await trx.selectFrom('sign_in_throttles').selectAll().where('key', '=', key).executeTakeFirst()
  if (!row) return undefined
  return {
    failures: row.failures,
    lastFailureAt: toEpochMs(row.last_failure_at),
    blockedUntil: row.blocked_until_at === null ? null : toEpochMs(row.blocked_until_at),
  }
}

const save = async (trx: Trx, key: string, attempts: Attempts): Promise<void> => {
  const counted = {
    failures: attempts.failures,
    last_failure_at: toInstant(attempts.lastFailureAt),
    blocked_until_at: attempts.blockedUntil === null ? null : toInstant(attempts.blockedUntil),
  }
  await trx
    .insertInto('sign_in_throttles')
    .values({ key, ...counted })
    .onConflict(conflict => conflict.column('key').doUpdateSet(counted))
    .execute()
}
