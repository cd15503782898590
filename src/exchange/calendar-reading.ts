import type { GoodReading } from '../agenda/calendar-sources.ts'
import { readCalendar } from '../agenda/ics-reading.ts'
import type { CalendarSourceRow } from '../db/tables/calendars.ts'
import type { Instant, Zone } from '../terms.ts'
import { addMinutes, toEpochMs } from '../time.ts'
import { type FetchFailure, fetchCalendar } from './fetch-calendar.ts'
import type { Reach } from './reach.ts'

export type ReadingFailure = FetchFailure | 'not_a_calendar' | 'too_much'

/** What came of reading a calendar; when it is read again is somebody else's matter. */
export type Reading = ({ ok: true } & Omit<GoodReading, 'nextTryAt'>) | { ok: false; why: ReadingFailure }

const A_DAY = 24 * 60
/** A series of sessions may be laid out for most of a year. */
const DAYS_AHEAD = 371
/** While a calendar does not change, its repetitions are worked out anew before they end. */
const DAYS_LEFT_AT_LEAST = 364

/** Works out the busy times of a calendar's text, from yesterday on for a year. */
export const readText = async (
  text: string,
  zone: Zone,
  now: Instant,
  etag: string | null = null,
): Promise<Reading> => {
  const coversToAt = addMinutes(now, DAYS_AHEAD * A_DAY)
  const period = { from: toEpochMs(addMinutes(now, -A_DAY)), to: toEpochMs(coversToAt) }
  const reading = await readCalendar({ text, period, zone })
  return reading.ok ? { ...reading, coversToAt, etag } : reading
}

/** Reads a calendar at its address, and only what changed since the last time. */
export const readAddress = async (
  address: string,
  source: Pick<CalendarSourceRow, 'etag' | 'covers_to_at'> & { zone: Zone },
  now: Instant,
  reach?: Reach,
): Promise<Reading> => {
  const stillCovers = (source.covers_to_at ?? '') >= addMinutes(now, DAYS_LEFT_AT_LEAST * A_DAY)
  const fetched = await fetchCalendar(address, { etag: stillCovers ? source.etag : null, reach })
  if (fetched.outcome === 'failed') return { ok: false, why: fetched.why }
  if (fetched.outcome === 'unchanged')
    return { ok: true, busy: null, coversToAt: null, leftOut: 0, etag: null }
  return await readText(fetched.text, source.zone, now, fetched.etag)
}
