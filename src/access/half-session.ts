import type { UserRow } from '../db/tables/access.ts'
import type { Secrets } from '../secrets.ts'
import type { EpochMs, Id } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/**
 * Between the password and the second factor there is no session, only this, sealed in a cookie for a few minutes.
 * `enrolment` carries the secret that the person is adding to their app: it is nobody's until a code confirms it.
 */
export type HalfSession = {
  userId: Id
  step: { kind: 'code' } | { kind: 'enrolment'; totpSecret: string }
  /** Where to go afterwards, a path of this site. */
  next: string
  /** Changes with the password and the second factor, so that a half session does not outlive either. */
  stamp: string
  expiresAt: EpochMs
}

const CONTEXT = 'half-session'
const MINUTES = { code: 10, enrolment: 30 }

type Factors = Pick<UserRow, 'id' | 'password_hash' | 'totp_secret'>

const stampOf = (secrets: Secrets, user: Factors): string =>
  secrets.keyedHash('factors', `${user.id}:${user.password_hash}:${user.totp_secret}`)

export const sealHalfSession = (
  secrets: Secrets,
  user: Factors,
  step: HalfSession['step'],
  next: string,
  now: EpochMs,
): string => {
  const half: HalfSession = {
    userId: user.id,
    step,
    next,
    stamp: stampOf(secrets, user),
    expiresAt: now + minutesToMs(MINUTES[step.kind]),
  }
  return secrets.seal(JSON.stringify(half), CONTEXT)
}

/** What the cookie holds, unless it has expired or is not of our making. */
export const openHalfSession = (
  secrets: Secrets,
  sealed: string | undefined,
  now: EpochMs,
): HalfSession | null => {
  if (!sealed) return null
  try {
    const half = JSON.parse(secrets.open(sealed, CONTEXT)) as HalfSession
    return half.expiresAt > now ? half : null
  } catch {
    return null
  }
}

/** Whether password and second factor are still the ones of that moment. */
export const isStillWorth = (secrets: Secrets, half: HalfSession, user: Factors): boolean =>
  half.stamp === stampOf(secrets, user)
