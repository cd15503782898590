import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type Duration, durationQuantile } from './durations.ts'
import type { Span } from './lateness.ts'

/**
 * An instant still to come, with how far it may fall before (`early`) and after (`late`), in milliseconds.
 * The early side is the cautious one, as patients plan around it: 1 in 10 is earlier, 1 in 4 is later.
 */
export type Estimate = { at: EpochMs; early: number; late: number }

const EARLY_SHARE = 0.1
const LATE_SHARE = 0.75

/** Announced ranges are rounded outward to five minutes and stay useful: 25 minutes at most. */
const ROUNDING = minutesToMs(5)
const WIDEST = minutesToMs(20)

export const exactly = (at: EpochMs): Estimate => ({ at, early: 0, late: 0 })

/** What a wait or a rest makes of an estimate: `change` moves an instant and never reverses two of them. */
export function changed({ at, early, late }: Estimate, change: (at: EpochMs) => EpochMs): Estimate {
  const to = change(at)
  return { at: to, early: to - change(at - early), late: change(at + late) - to }
}

/** Waiting absorbs: whatever would have been earlier than `bound` now happens at it. */
export const notBefore = (bound: EpochMs | null, estimate: Estimate): Estimate =>
  bound === null ? estimate : changed(estimate, at => Math.max(at, bound))

/** The end of a visit that begins at `start`. */
export function plusVisit(start: Estimate, duration: Duration): Estimate {
  const early = duration.minutes - durationQuantile(duration, EARLY_SHARE)
  const late = durationQuantile(duration, LATE_SHARE) - duration.minutes
  return plus(start, duration.minutes, early, late)
}

/** The arrival after a leg: travel varies by a quarter, and parking costs a minute more often than not. */
export const plusTravel = (start: Estimate, minutes: number): Estimate =>
  minutes === 0 ? start : plus(start, minutes, 0.25 * minutes, 0.25 * minutes + 1)

/** The end, expected at `at`, of a visit under way that has lasted `elapsedMinutes`. */
export function visitUnderWay(
  arrivedAt: EpochMs,
  duration: Duration,
  elapsedMinutes: number,
  at: EpochMs,
): Estimate {
  const quantile = (p: number) => arrivedAt + minutesToMs(durationQuantile(duration, p, elapsedMinutes))
  return { at, early: Math.max(0, at - quantile(EARLY_SHARE)), late: Math.max(0, quantile(LATE_SHARE) - at) }
}

/** The range to announce around an estimate, never before `earliest`. */
export function rangeAround({ at, early, late }: Estimate, earliest: EpochMs | null): Span {
  const shrink = Math.min(1, WIDEST / Math.max(early + late, 1))
  const from = Math.max(roundDown(at - early * shrink), earliest ?? Number.NEGATIVE_INFINITY)
  return { from, to: Math.max(roundUp(at + late * shrink), from + ROUNDING) }
}

/** The one time that is said, « vers 9 h 40 », in a text as on the page: it does not pretend to know the minute. */
export const aboutTime = (at: EpochMs): EpochMs => Math.round(at / ROUNDING) * ROUNDING

/** Independent variations do not add up: some cancel out. */
const plus = (start: Estimate, minutes: number, earlyMinutes: number, lateMinutes: number): Estimate => ({
  at: Math.round(start.at + minutesToMs(minutes)),
  early: Math.hypot(start.early, minutesToMs(earlyMinutes)),
  late: Math.hypot(start.late, minutesToMs(lateMinutes)),
})

const roundDown = (at: EpochMs): EpochMs => Math.floor(at / ROUNDING) * ROUNDING
const roundUp = (at: EpochMs): EpochMs => Math.ceil(at / ROUNDING) * ROUNDING
