import type { Trx } from '../db/database.ts'
import type { InboundMessageRow, MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'

/** Asked once more just before a message leaves, in the transaction that writes the intent to send it. */
export type Truth =
  | {
      send: true
      body: string
      /** What may be kept of it once it has left; all of it where this is left out. */
      kept?: string
      usefulUntilAt: Instant
    }
  | { send: false; reason: string }
  | { send: 'later'; dueAt: Instant }

/**
 * Why a message that was still true could not reach its phone. `too_late`: its useful time ended before it could
 * leave. `too_long`: this phone's network takes one segment only. `busy`: the provider had no room in time. `provider_down`: it could not be reached.
 * `unknown`: nobody can say whether it left, and its useful time is over.
 */
export type Undeliverable =
  | 'opted_out'
  | 'cap_person_day'
  | 'cap_practice_hour'
  | 'too_late'
  | 'too_long'
  | 'refused'
  | 'undelivered'
  | 'busy'
  | 'provider_down'
  | 'unknown'

/** The stop and whose round it is on; a sentence where the day of the stop alone would not say it. */
export type About = { stopId: Id | null; clinicianId: Id | null; sentence?: string }

/**
 * What the part that queues messages supplies, under the name it gives them (`messages.origin`). Every function runs
 * inside a transaction, may run again with it, and must have no effect outside.
 */
export type Origin = {
  stillTrue(trx: Trx, refId: Id, message: MessageRow, now: Instant): Promise<Truth>
  /** The provider has accepted it: it counts as told. */
  onSent(trx: Trx, refId: Id, message: MessageRow, now: Instant): Promise<void>
  /** The provider takes nothing for now: the message waits, and meanwhile a person may call. May come more than once. */
  onHeldUp(trx: Trx, refId: Id, message: MessageRow, now: Instant): Promise<void>
  /** Becomes a call to make, unless a call would be of no use either. */
  onUndeliverable(trx: Trx, refId: Id, message: MessageRow, why: Undeliverable, now: Instant): Promise<void>
  /** An answer came to one of its messages; it is stored and its task is open already. */
  onReply(trx: Trx, refId: Id, reply: InboundMessageRow, now: Instant): Promise<void>
  /** What a message is about, for the tasks that an answer opens. */
  about(trx: Trx, practiceId: Id, refId: Id): Promise<About>
}

export type Origins = Readonly<Record<string, Origin>>

/** @throws when a message names an origin that was not registered */
export const originOf = (origins: Origins, message: Pick<MessageRow, 'origin'>): Origin => {
  const origin = origins[message.origin]
  if (!origin) throw new Error(`no origin named ${message.origin} is registered`)
  return origin
}
