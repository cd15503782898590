import { Secret, TOTP } from 'otpauth'
import type { EpochMs } from '../terms.ts'

const PERIOD_SECONDS = 30

/** A new secret of 160 bits, in base 32 as authenticator apps show it (RFC 4226, section 4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

const totpOf = (secret: string, email: string): TOTP =>
  new TOTP({
    issuer: 'Prévenance',
    label: email,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD_SECONDS,
    secret: Secret.fromBase32(secret),
  })

/** The `otpauth://` address that authenticator apps read from the QR code. */
export const totpAddress = (secret: string, email: string): string => totpOf(secret, email).toString()

/** The code of this moment: what an app would show. */
export const totpCode = (secret: string, at: EpochMs): string =>
  totpOf(secret, '').generate({ timestamp: at })

/**
 * The 30-second step whose code this is, one before and one after included (RFC 6238, section 5.2), or `null`.
 * A step not after `lastStep` is refused: a code that was read over somebody's shoulder is worth nothing.
 */
export const acceptedStep = (
  secret: string,
  code: string,
  at: EpochMs,
  lastStep: number | null,
): number | null => {
  const token = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = totpOf(secret, '').validate({ token, timestamp: at, window: 1 })
  if (delta === null) return null
  const step = Math.floor(at / 1000 / PERIOD_SECONDS) + delta
  return lastStep !== null && step <= lastStep ? null : step
}
