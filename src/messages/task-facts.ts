import type { Id, Instant } from '../terms.ts'
import type { Undeliverable } from './origins.ts'

/** Which sentence says what is to be done. */
export type TaskReason =
  /** A call about a delay, by why there is no text: */
  | 'no_phone'
  | 'landline'
  | 'prefers_call'
  | 'outside_hours'
  | 'hard_time'
  | 'notices_used_up'
  | 'purpose_off'
  | Undeliverable
  /** An answer: cannot be there, asks to be called, or nobody but a person understands it. */
  | 'cannot'
  | 'call_back'
  | 'reply'
  /** To be known: wants no more texts; has cancelled or moved an appointment of the next days; a clinical hour is at risk. */
  | 'no_more_texts'
  | 'cancelled_by_patient'
  | 'moved_by_patient'
  | 'hard_time_at_risk'
  /** Of texts that do not leave or arrive, for whoever looks after the installation; the fact says what is wrong. */
  | 'sms_trouble'
  /** Nobody can be sent a code any more today. */
  | 'cap_codes'
  /** A prescription nears its end. */
  | 'renewal_due'
  /** A file that somebody opened by booking: who is it. */
  | 'identity_check'
  /** Asked on the public page to be called back at once. */
  | 'urgent_request'
  /** A text that belongs to no practice. */
  | 'unclaimed_reply'

/** Facts for the sentence on screen, each only where it applies. */
export type TaskFacts = {
  /** E.164: the number to call, or the one that wrote. */
  phone?: string | null
  /** What was agreed: a time, or a window. */
  agreedAt?: Instant | null
  windowFromAt?: Instant | null
  windowToAt?: Instant | null
  /** The forecast range to announce. */
  fromAt?: Instant
  toAt?: Instant
  /** The estimate behind it: what whoever is called will have been told. */
  estimateAt?: Instant
  /** Heure impérative of this stop. */
  hardBeforeAt?: Instant | null
  /** The answer behind it, see `inbound_messages`. */
  inboundId?: Id
  /** French, of an alert: what is the matter. */
  sentence?: string
}
