import type { Id } from '../../terms.ts'

export type OutgoingText = {
  /** Ours: it comes back with the provider's callbacks and proves that a text was created. */
  messageId: Id
  practiceId: Id
  /** E.164. */
  to: string
  body: string
  /** After this the text is of no use and the provider drops it. */
  validitySeconds: number
}

/**
 * What is known after the call. `refused`: the provider said no, and `permanent` that this number takes no texts at
 * all. `busy`: it was not even looked at (429), so it may be tried again. `unknown`: nobody can say whether a text was
 * made (time-out, reset, 5xx), so it is never tried again blindly.
 */
export type SendOutcome =
  | { outcome: 'accepted'; providerId: string }
  | { outcome: 'refused'; code: string; permanent: boolean }
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'unknown'; detail: string }

/** The way out to phones. Called outside any transaction; what it throws counts as `unknown`. */
export type Gateway = {
  send(text: OutgoingText): Promise<SendOutcome>
}
