import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import { type Duration, durationQuantile, elapsedWhenExpected } from './durations.ts'

/**
 * What becomes of an estimate while nobody taps. It moves in steps, each known in advance, so that between two steps
 * nothing moves and nobody needs to look. `nextStepAt` is always later than now.
 */
export type Drift = { at: EpochMs; nextStepAt: EpochMs; overdue: boolean }

/** While nobody taps, time passes in steps of this length, the same for everyone. */
const STEP = minutesToMs(2)

/** A tap that was to come this long ago was probably forgotten. */
const FORGOTTEN_AFTER = minutesToMs(10)

/** A visit longer than nine in ten is probably over, its tap forgotten. */
const FORGOTTEN_SHARE = 0.9

/** An arrival expected at `at`: it is never closer than the next step of the clock, and so drifts once `at` has come. */
export function arrivalDrift(at: EpochMs, now: EpochMs): Drift {
  const soonest = (Math.floor(now / STEP) + 1) * STEP
  const forgottenAt = at + FORGOTTEN_AFTER
  const nextMoveAt = Math.max(Math.floor(at / STEP) * STEP, soonest)
  return {
    at: Math.max(at, soonest),
    nextStepAt: now < forgottenAt ? Math.min(nextMoveAt, forgottenAt) : nextMoveAt,
    overdue: now >= forgottenAt,
  }
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
    at: Math.max(Math.round(arrivedAt + minutesToMs(duration.minutes + steps * step)), now),
    nextStepAt: Math.max(nextStepAt, now + 1),
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
  const { at, nextStepAt } = arrivalDrift(Math.round(arrivedAt + minutesToMs(longest)), now)
  return { at, nextStepAt }
}
