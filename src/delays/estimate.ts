import type { EpochMs, Place } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type Calibration, modelShare, SHARES, trueShare } from './calibration.ts'
import { DRAWS } from './draws.ts'
import type { Span } from './lateness.ts'
import type { Chances } from './laws.ts'

/** What is expected of an instant to come: quantiles, of which `p50` is the estimate. */
export type Quantiles = { p10: EpochMs; p25: EpochMs; p50: EpochMs; p75: EpochMs; p90: EpochMs }

/** Possibilities in order, with how often such estimates came true before. */
export type Estimate = { sorted: Float64Array; calibration: Calibration }

/** Ranges are announced in steps of five minutes; a wider one would say nothing. */
const ROUNDING = minutesToMs(5)
const WIDEST = minutesToMs(40)

/**
 * What an announced range holds at least, before it is rounded up to whole steps. In a waiting room a narrow range is
 * worth more: it decides when one leaves home.
 */
const INSIDE_SHARE: Record<Place, number> = { home: 0.57, practice: 0.54 }

/** Patients plan around the early end: so seldom does a visit begin more than five minutes before it. */
const TOO_EARLY_SHARE = 0.08
const TOO_EARLY = minutesToMs(5)
const BEFORE_SHARE = 0.25

/** How many steps earlier a range may begin if that makes it narrower: skewed possibilities lie close together at first. */
const STEPS_EARLIER = [0, 1, 2]

/** Possibilities in order, and which ones these are: what is early at one stop is mostly early at the next. */
export type Ranking = { sorted: Float64Array; indexes: Uint8Array }

export const noRanking = (): Ranking => ({
  sorted: new Float64Array(DRAWS),
  indexes: Uint8Array.from({ length: DRAWS }, (_, index) => index),
})

/** The estimate takes the place of the one made before with the same `ranking`, and goes on from its order. */
export function estimateOf(chances: Chances, calibration: Calibration, ranking: Ranking): Estimate {
  const { sorted, indexes } = ranking
  for (let rank = 0; rank < DRAWS; rank++) {
    const index = indexes[rank]!
    const value = chances[index]!
    let place = rank
    for (; place > 0 && sorted[place - 1]! > value; place--) {
      sorted[place] = sorted[place - 1]!
      indexes[place] = indexes[place - 1]!
    }
    sorted[place] = value
    indexes[place] = index
  }
  return { sorted, calibration }
}

export function quantilesOf(estimate: Estimate): Quantiles {
  const [p10, p25, p50, p75, p90] = SHARES.map(share => quantile(estimate, share))
  return { p10: p10!, p25: p25!, p50: p50!, p75: p75!, p90: p90! }
}

/** The instant before which it happens with probability `share`. To the second. */
export const quantile = ({ sorted, calibration }: Estimate, share: number): EpochMs =>
  Math.round(instantAtShare(sorted, modelShare(calibration, share)) / 1000) * 1000

/** The probability that it happens after `limit`. */
export const shareAfter = ({ sorted, calibration }: Estimate, limit: EpochMs): number =>
  1 - trueShare(calibration, shareUntil(sorted, limit))

/** The middle possibility, as the model has it. */
export const middle = (chances: Chances): EpochMs => instantAtShare(chances.slice().sort(), 0.5)

/** The range to announce: the narrowest that holds the start often enough, its early end safe and never before `earliest`. */
export function rangeOf(estimate: Estimate, earliest: EpochMs | null, place: Place): Span {
  const at = quantile(estimate, 0.5)
  const bound = earliest ?? Number.NEGATIVE_INFINITY
  const safe = Math.min(quantile(estimate, BEFORE_SHARE), quantile(estimate, TOO_EARLY_SHARE) + TOO_EARLY)
  const spans = STEPS_EARLIER.map(steps => {
    const from = Math.min(Math.max(roundDown(safe) - steps * ROUNDING, bound, roundUp(at) - WIDEST), at)
    const before = from <= bound ? 0 : 1 - shareAfter(estimate, from)
    const to = roundUp(quantile(estimate, Math.min(before + INSIDE_SHARE[place], 1)))
    return { from, to: Math.max(Math.min(to, roundDown(from + WIDEST)), roundUp(at), from + ROUNDING) }
  })
  return spans.reduce((best, span) => (span.to - span.from < best.to - best.from ? span : best))
}

/** The one time that is said, « vers 9 h 40 », in a text as on the page: it does not pretend to know the minute. */
export const aboutTime = (at: EpochMs): EpochMs => Math.round(at / ROUNDING) * ROUNDING

function instantAtShare(sorted: Float64Array, share: number): EpochMs {
  const place = Math.min(Math.max(share * sorted.length - 0.5, 0), sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below]!
  return low + (place - below) * ((sorted[below + 1] ?? low) - low)
}

/** The share of possibilities up to `limit`, those just around it counted in part. */
function shareUntil(sorted: Float64Array, limit: EpochMs): number {
  let above = 0
  while (above < sorted.length && sorted[above]! <= limit) above++
  if (above === sorted.length) return 1
  if (above === 0) return 0
  const [low, high] = [sorted[above - 1]!, sorted[above]!]
  return (above - 0.5 + (limit - low) / (high - low)) / sorted.length
}

const roundDown = (at: EpochMs): EpochMs => Math.floor(at / ROUNDING) * ROUNDING
const roundUp = (at: EpochMs): EpochMs => Math.ceil(at / ROUNDING) * ROUNDING
