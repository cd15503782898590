import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import { type Duration, durationQuantile, elapsedWhenExpected } from './durations.ts'

/**
 * What becomes of an estimate while nobody taps. It moves in steps, each known in advance, so that between two steps
 * nothing moves and nobody needs to look. `nextStepAt` is always later than now.
 */
export type Drift = { at: EpochMs; nextStepAt: EpochMs; overdue: boolean }

/** Steps of an estimate that has passed; once the tap is overdue, a person is asked and the pace may slow down. */
const STEP = minutesToMs(2)
const SLOW_STEP = minutesToMs(10)

/** A tap that was to come this long ago was probably forgotten. */
const FORGOTTEN_AFTER = minutesToMs(10)

/** A visit longer than nine in ten is probably over, its tap forgotten. */
const FORGOTTEN_SHARE = 0.9

/** An arrival expected at `at`: once that has passed, it is expected soon, again and again. */
export function arrivalDrift(at: EpochMs, now: EpochMs): Drift {
  if (now < at) return { at, nextStepAt: at, overdue: false }
  const overdue = now - at >= FORGOTTEN_AFTER
  const step = overdue ? SLOW_STEP : STEP
  const next = at + (Math.floor((now - at) / step) + 1) * step
  return { at: next, nextStepAt: next, overdue }
}

/** The end of a visit under way: its expected length grows, in steps of a tenth, with the time already passed. */
export function visitEndDrift(arrivedAt: EpochMs, duration: Duration, now: EpochMs): Drift {
  const elapsed = Math.max(0, msToMinutes(now - arrivedAt))
  const forgottenAfter = durationQuantile(duration, FORGOTTEN_SHARE)
  if (elapsed >= forgottenAfter) return { ...forgottenEnd(arrivedAt, duration, now), overdue: true }
  const step = Math.max(1, duration.minutes / 10)
  const steps = Math.floor((durationQuantile(duration, 0.5, elapsed) - duration.minutes) / step)
  const nextStep = elapsedWhenExpected(duration, duration.minutes + (steps + 1) * step)
  const nextStepAt = arrivedAt + Math.ceil(minutesToMs(Math.min(nextStep, forgottenAfter)))
  return {
    at: Math.max(arrivedAt + minutesToMs(duration.minutes + steps * step), now),
    nextStepAt: Math.max(nextStepAt, now + 1000),
    overdue: false,
  }
}

/** When even the end expected of such a long visit has passed, the estimate only keeps ahead of the clock. */
function forgottenEnd(
  arrivedAt: EpochMs,
  duration: Duration,
  now: EpochMs,
): Pick<Drift, 'at' | 'nextStepAt'> {
  const longest = durationQuantile(duration, 0.5, durationQuantile(duration, FORGOTTEN_SHARE))
  const { at, nextStepAt } = arrivalDrift(arrivedAt + minutesToMs(longest), now)
  return { at, nextStepAt }
}
