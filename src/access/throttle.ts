import type { EpochMs } from '../terms.ts'

/** How often one may be wrong, and how long one waits afterwards. */
export type Limit = {
  /** Wrong attempts without any wait. */
  free: number
  /** The first wait; each further attempt doubles it, up to `longestMs`. */
  firstMs: EpochMs
  longestMs: EpochMs
  /** After this long without an attempt everything is forgotten. */
  forgottenAfterMs: EpochMs
}

export type Attempts = { failures: number; lastFailureAt: EpochMs; blockedUntil: EpochMs | null }

const SECOND = 1000
const HOUR = 3_600 * SECOND

/** One account, from all devices that never signed in to it, or from one that did. */
export const ACCOUNT: Limit = {
  free: 4,
  firstMs: 30 * SECOND,
  longestMs: HOUR,
  forgottenAfterMs: 24 * HOUR,
}

/** One address, which a whole practice may share. */
export const ADDRESS: Limit = {
  free: 20,
  firstMs: 30 * SECOND,
  longestMs: HOUR / 4,
  forgottenAfterMs: HOUR,
}

/** When the next attempt may be made: `null` when now. */
export const blockedUntil = (attempts: Attempts | undefined, now: EpochMs): EpochMs | null =>
  attempts?.blockedUntil && attempts.blockedUntil > now ? attempts.blockedUntil : null

/** The count with one more attempt, which is held to be wrong until it proves right. */
export const withAttempt = (limit: Limit, attempts: Attempts | undefined, now: EpochMs): Attempts => {
  const remembered = attempts && now - attempts.lastFailureAt < limit.forgottenAfterMs ? attempts.failures : 0
  const failures = remembered + 1
  const doublings = failures - limit.free
  const wait =
    doublings <= 0 ? null : Math.min(limit.firstMs * 2 ** Math.min(doublings - 1, 20), limit.longestMs)
  return { failures, lastFailureAt: now, blockedUntil: wait === null ? null : now + wait }
}

/** The count once the attempt proved right: it and the wait that it brought are taken back. */
export const withoutAttempt = (attempts: Attempts): Attempts => ({
  ...attempts,
  failures: Math.max(0, attempts.failures - 1),
  blockedUntil: null,
})
