import type { Id, Instant } from '../../terms.ts'
import type { DeliveryReport, Lesson } from '../delivery-report.ts'

export type OutgoingText = {
  /** Ours: it comes back with the provider's callbacks and proves that a text was created. */
  messageId: Id
  practiceId: Id
  /** What the practice sends under; null: the default of the installation. */
  sender: string | null
  /** E.164. */
  to: string
  body: string
  /** After this the text is of no use and the provider drops it. */
  validitySeconds: number
}

/**
 * What is known after the call.
 *
 * | outcome | means | then |
 * |---|---|---|
 * | accepted | the provider has it | its reports follow |
 * | refused | it said no | never tried again |
 * | busy | it had no room and looked at nothing (429) | tried again |
 * | unreached | no connection was made, so nothing was asked | tried again |
 * | locked_out | it does not accept our account, and looked at nothing | tried again when it does |
 * | unknown | nobody can say whether a text was made: time-out, reset, 5xx | never tried again, looked for |
 */
export type SendOutcome =
  | { outcome: 'accepted'; providerId: string }
  | { outcome: 'refused'; code: string; lesson: Lesson | null }
  | { outcome: 'busy'; retryAfterSeconds: number }
  | { outcome: 'unreached'; detail: string }
  | { outcome: 'locked_out'; code: string }
  | { outcome: 'unknown'; detail: string }

/** A text whose outcome nobody knows. */
export type Sought = { to: string; body: string; attemptedAt: Instant }

/** A text that the provider has and that may be the one sought, with what it says of it. */
export type Trace = { providerId: string; report: DeliveryReport }

/** The way out to phones. Called outside any transaction. */
export type Gateway = {
  /** What it throws counts as `unknown`. It gives up by itself, within a minute. */
  send(text: OutgoingText): Promise<SendOutcome>
  /** The texts like this one that the provider has, oldest first; null: it cannot be asked now. */
  find?(sought: Sought): Promise<Trace[] | null>
  /** What it says now of a text that it has; null: it cannot be asked now. */
  reportOn?(providerId: string): Promise<DeliveryReport | null>
  /** Whether the provider answers and accepts our account; asked before texts leave again after a failure. */
  answers?(): Promise<boolean>
  /** Makes the provider forget content and number of a text. `unanswered`: it cannot be asked now. */
  erase?(providerId: string): Promise<'erased' | 'not_yet' | 'unanswered'>
}
