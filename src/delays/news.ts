import type { EpochMs, Place } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import { worthTelling } from './costs.ts'
import { type Agreement, lateAfter, referenceAt, toleranceMinutes } from './lateness.ts'
import { minutesMoved, type NoticeKind, type Told } from './notices.ts'

/** A smaller move is not worth another text, or another opinion once the clinician said no. */
export const MOVE_MINUTES = 10

/** « À l’heure » is said with this much room, so that it need not be taken back a minute later. */
const ON_TIME_MARGIN_MINUTES = 5

/** A notice already decided stands while the estimate only just crosses the line again. */
const HYSTERESIS_MINUTES = 2
const HYSTERESIS_SHARE = 0.1

/** « À l’heure » is said when it is nearly sure: nobody is told to and fro. */
const ON_TIME_MOST_LATE = 0.06

/** What is expected of one start, as far as news go. */
export type Expected = { place: Place; startAt: EpochMs; pLate: number }

/**
 * What the patient does not know yet and should: late, another time than they were told, or on time again.
 * null: what they believe (what was agreed, or what they were `told`) is still good enough.
 * `pending`: the kind of the notice already waiting to leave.
 */
export function newsFor(
  agreement: Agreement,
  { place, startAt, pLate }: Expected,
  told: Told | null,
  pending: NoticeKind | null,
  now: EpochMs,
): NoticeKind | null {
  const reference = referenceAt(agreement)
  const limit = lateAfter(agreement)
  if (reference === null || limit === null) return null
  if (told && told.by !== 'on_time')
    return newsForTold(agreement, { place, startAt, pLate }, told, pending, limit)
  const kind = told ? 'update' : 'late'
  const enough = worthTelling(place, msToMinutes(reference - now)) - (pending === kind ? HYSTERESIS_SHARE : 0)
  return pLate >= enough ? kind : null
}

/** They expect a delay: is it over, or another one? */
function newsForTold(
  agreement: Agreement,
  { startAt, pLate }: Expected,
  told: Told,
  pending: NoticeKind | null,
  limit: EpochMs,
): NoticeKind | null {
  const wasOnTime = pending === 'on_time'
  const room = onTimeMargin(agreement) - (wasOnTime ? HYSTERESIS_MINUTES : 0)
  const mostLate = ON_TIME_MOST_LATE + (wasOnTime ? HYSTERESIS_SHARE : 0)
  if (startAt <= limit - minutesToMs(room)) return pLate <= mostLate ? 'on_time' : null
  const leastMove = MOVE_MINUTES - (pending === 'update' ? HYSTERESIS_MINUTES : 0)
  return minutesMoved(told.estimateAt, startAt) >= leastMove ? 'update' : null
}

/** A short tolerance leaves no room for the whole margin: an agreed time is hardly ever kept early. */
const onTimeMargin = (agreement: Agreement): number =>
  agreement.agreedAt === null
    ? ON_TIME_MARGIN_MINUTES
    : Math.min(ON_TIME_MARGIN_MINUTES, toleranceMinutes(agreement) / 2)
