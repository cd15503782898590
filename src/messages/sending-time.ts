import type { EpochMs } from '../terms.ts'

export type SendingTime =
  | { send: 'now' }
  | { send: 'later'; at: EpochMs }
  | { send: 'never'; reason: 'after_hours' | 'of_no_use' }

/**
 * When a text may leave: once it is due, within the hours of the cadre, while it is of use. « Envoyer maintenant » makes it
 * due now and changes nothing else.
 */
export const sendingTime = (
  text: { dueAt: EpochMs; usefulUntil: EpochMs },
  hours: { opensAt: EpochMs; closesAt: EpochMs },
  now: EpochMs,
): SendingTime => {
  const at = Math.max(now, text.dueAt, hours.opensAt)
  if (at >= text.usefulUntil) return { send: 'never', reason: 'of_no_use' }
  if (at >= hours.closesAt) return { send: 'never', reason: 'after_hours' }
  return at === now ? { send: 'now' } : { send: 'later', at }
}
