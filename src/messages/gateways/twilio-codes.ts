import type { Lesson } from '../delivery-report.ts'
import type { Undeliverable } from '../origins.ts'

/**
 * What Twilio's error codes teach, as of November 2026: https://www.twilio.com/docs/api/errors. A code that is not
 * here concerns one text only.
 */
const LESSONS: Record<string, Lesson> = {
  // When the text is created.
  '21211': 'bad_number', // not a phone number
  '21614': 'no_texts', // not a mobile
  '21635': 'no_texts', // a landline
  '21610': 'opted_out',
  '21408': 'misconfigured', // no permission to send to this country
  '21603': 'misconfigured', // no sender
  '21606': 'misconfigured', // the sender is not ours
  '21612': 'misconfigured', // this sender cannot reach this number
  '21659': 'misconfigured', // the sender is no number of Twilio's
  '21660': 'misconfigured', // the sender belongs to another account
  '21703': 'misconfigured', // the Messaging Service has no sender
  '21705': 'misconfigured', // no such Messaging Service
  // When it is delivered.
  '30003': 'try_once_more',
  '30005': 'no_texts',
  '30006': 'no_texts', // a landline, or a network that cannot be reached
  '30007': 'filtered',
}

export const lessonOf = (code: string): Lesson | null => LESSONS[code] ?? null

/** The account itself is refused: wrong token, closed or suspended. Nothing was looked at. */
export const isLockOut = (status: number, code: string): boolean =>
  status === 401 || ['20003', '20005', '10001'].includes(code)

/** No room: too many requests, or the queue of the sender is full. Nothing was kept. */
export const isBusy = (status: number, code: string): boolean =>
  status === 429 || ['20429', '21611'].includes(code)

const EXPIRED = '30036'

/** Why a text that Twilio had taken never arrived, in our words. */
export const whyUndelivered = (code: string): Undeliverable => {
  if (code === EXPIRED) return 'too_late'
  return lessonOf(code) === 'opted_out' ? 'opted_out' : 'undelivered'
}
