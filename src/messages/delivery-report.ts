import type { Undeliverable } from './origins.ts'

/**
 * What a text that did not arrive teaches for the next ones. `bad_number`: it is none, so it is not called either.
 * `no_texts`: a landline, or no phone that takes texts. `opted_out`: the person told the provider that they want no more texts. `misconfigured`: our
 * account may not send there or under this sender. `filtered`: the network took it for advertising. `try_once_more`:
 * the phone was off or out of reach.
 */
export type Lesson = 'bad_number' | 'no_texts' | 'opted_out' | 'misconfigured' | 'filtered' | 'try_once_more'

/** What the provider says of a message, at once or by a later report. */
export type DeliveryReport =
  | { status: 'accepted' | 'sent' | 'delivered'; providerId: string | null }
  | {
      status: 'failed' | 'undelivered'
      providerId?: string | null
      errorCode: string
      why: Undeliverable
      lesson?: Lesson | null
    }
