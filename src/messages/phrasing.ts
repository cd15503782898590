import { DateTime } from 'luxon'
import type { Instant, Zone } from '../terms.ts'
import { countSegments } from './segments.ts'
import { toGsm7 } from './transliteration.ts'

/** One way to write a text; the link stands between the invitation and the signature. */
export type Phrasing = { sentence: string; invitation: string; signature: string }

/** The first phrasing that costs one segment, in the alphabet of texts; the last one when none does. */
export const firstThatFits = (phrasings: readonly Phrasing[], link: string): string => {
  const written = ({ sentence, invitation, signature }: Phrasing) =>
    toGsm7(`${sentence} ${invitation}${link}\n${signature}`)
  const fits = (phrasing: Phrasing) => countSegments(written(phrasing)).segments === 1
  return written(phrasings.find(fits) ?? phrasings.at(-1)!)
}

/** « 9h05 », « 14h »: a text has no room for the spaces of a page. */
export const smsTime = (at: Instant, zone: Zone): string => {
  const { hour, minute } = DateTime.fromISO(at, { zone })
  return minute === 0 ? `${hour}h` : `${hour}h${String(minute).padStart(2, '0')}`
}
