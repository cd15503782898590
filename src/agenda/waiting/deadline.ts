import type { Instant, Zone } from '../../terms.ts'
import { addDays, addMinutes, instantAt, localDate, toEpochMs } from '../../time.ts'

/** After saying yes one needs time to come. */
const WAY_MINUTES = 60
/** Less than this to answer is no question. */
const LEAST_MINUTES = 30
const MOST_MINUTES = 120
const EVENING = '20:00'
const MORNING = '10:00'

/**
 * Until when one may answer: two hours, or half of what is left before one must leave for it, so that another one can
 * still be asked. Never after 20 h: then 10 h the next morning, or this evening. Null: too near to be of use, or too
 * late in the day to ask.
 */
export const deadlineOf = (startsAt: Instant, now: Instant, zone: Zone): Instant | null => {
  const last = addMinutes(startsAt, -WAY_MINUTES)
  const left = Math.floor((toEpochMs(last) - toEpochMs(now)) / 60_000)
  if (left < LEAST_MINUTES) return null
  const minutes = Math.min(MOST_MINUTES, Math.max(LEAST_MINUTES, Math.floor(left / 2)))
  const deadline = fullMinutes(addMinutes(now, minutes))
  const today = localDate(now, zone)
  const evening = instantAt(today, EVENING, zone)
  if (deadline <= evening) return deadline
  const morning = instantAt(addDays(today, 1), MORNING, zone)
  if (morning <= last) return morning
  return addMinutes(now, LEAST_MINUTES) <= evening ? evening : null
}

/** Down to five minutes: that is how people say it. */
const fullMinutes = (at: Instant): Instant => {
  const step = 5 * 60_000
  return new Date(Math.floor(toEpochMs(at) / step) * step).toISOString()
}
