import type { EpochMs } from '../terms.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** The texts of codes that were asked for in the last day, at whichever practice; each is paid for, whoever asks. */
export type Asked = {
  /** When the number was sent its codes, in any order. */
  number: readonly EpochMs[]
  /** How many were asked for from the same network, to any number. */
  network: number
  /** How many this practice sent, to anybody. */
  practice: number
}

export const CODE_CAPS = { number: 5, network: 30, practice: 200, againAfterMs: MINUTE }

/** Over how long the caps count. */
export const CODE_CAPS_MS: EpochMs = 24 * 60 * MINUTE

/** `soon`: another one may be asked for then. The caps end by themselves, with the day. */
export type CodeRefusal =
  | { why: 'soon'; at: EpochMs }
  | { why: 'number_cap' }
  | { why: 'network_cap' }
  | { why: 'practice_cap' }

/** Why one more code must not be sent; undefined: it may. Against numbers that earn by being texted (SMS pumping). */
export const refusedCode = (asked: Asked, now: EpochMs): CodeRefusal | undefined => {
  if (asked.number.length >= CODE_CAPS.number) return { why: 'number_cap' }
  const at = Math.max(...asked.number) + CODE_CAPS.againAfterMs
  if (at > now) return { why: 'soon', at }
  if (asked.network >= CODE_CAPS.network) return { why: 'network_cap' }
  return asked.practice >= CODE_CAPS.practice ? { why: 'practice_cap' } : undefined
}
