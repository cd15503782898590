import type { MessageStatus } from '../db/tables/messages.ts'

/**
 * From which statuses a message may come to each one. A provider's reports arrive in any order, so a later status may
 * overtake an earlier one, and nothing ever goes back: `attempted` returns to `queued` only when the provider said that
 * it looked at nothing, and `unknown` is left only by proof, never by sending again.
 *
 * | status | means |
 * |---|---|
 * | queued | waits for its time |
 * | claimed | one worker is asking whether it is still true |
 * | attempted | the intent to send is written; the gateway may have been called |
 * | accepted, sent, delivered | the provider has it; it left the provider; it is on the phone |
 * | undelivered, failed | it never arrived; the provider refused it |
 * | unknown | nobody can say whether it left |
 * | cancelled | it never left, and `reason` says why |
 */
export const SOURCES: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  queued: ['claimed', 'attempted'],
  claimed: ['queued', 'claimed'],
  attempted: ['claimed'],
  accepted: ['attempted', 'unknown'],
  sent: ['attempted', 'unknown', 'accepted'],
  delivered: ['attempted', 'unknown', 'accepted', 'sent'],
  undelivered: ['attempted', 'unknown', 'accepted', 'sent'],
  failed: ['attempted', 'unknown', 'accepted', 'sent'],
  unknown: ['attempted'],
  cancelled: ['queued', 'claimed'],
}

/** Not yet at the gateway: it can still be moved or cancelled. */
export const NOT_ATTEMPTED: readonly MessageStatus[] = SOURCES.cancelled
