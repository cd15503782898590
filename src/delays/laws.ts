import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import { DRAWS, factors, logits } from './draws.ts'
import type { Duration } from './durations.ts'
import type { AbsenceHabit } from './habits.ts'

/**
 * An instant still to come, as equally likely possibilities in milliseconds. The same index of two of them is the same
 * possible day, so that what they share (a slow day) is kept when they are added up.
 */
export type Chances = Float64Array

export const exactly = (at: EpochMs): Chances => room().fill(at)

/**
 * A place for possibilities. Making one takes longer than filling it, so what is asked for at every stop of every look is
 * written `into` a place given, which may be that of an argument.
 */
export const room = (): Chances => new Float64Array(DRAWS)

/** What a wait or a rest makes of every possibility. */
export const changed = (chances: Chances, change: (at: EpochMs) => EpochMs): Chances =>
  chances.map(at => change(at))

/** Waiting absorbs: whatever would have been earlier than `bound` now happens at it. */
export function notBefore(bound: EpochMs | null, chances: Chances): Chances {
  if (bound === null) return chances
  const result = room()
  for (let index = 0; index < DRAWS; index++) result[index] = Math.max(chances[index]!, bound)
  return result
}

/** The pace of a day: factors on the length of every visit of it. `mean` and `spread` are of their logarithm. */
export function paces({ mean, spread }: { mean: number; spread: number }): Float64Array {
  const scale = (spread * Math.sqrt(3)) / Math.PI
  return logits(0).map(logit => Math.exp(mean + scale * logit))
}

/** The ends of a visit that begins at `start`. */
export function plusVisit(
  start: Chances,
  { minutes, shape }: Duration,
  pace: Float64Array,
  variable: number,
  into = room(),
): Chances {
  const longer = factors(variable, shape)
  const median = minutesToMs(minutes)
  for (let index = 0; index < DRAWS; index++)
    into[index] = start[index]! + median * pace[index]! * longer[index]!
  return into
}

/** When one goes on from a visit that would end at `ends`, but for a `share` of absences found `minutes` after `start`. */
export function unlessAbsent(
  start: Chances,
  ends: Chances,
  { share, minutes }: AbsenceHabit,
  variable: number,
  into = room(),
): Chances {
  const least = Math.log((1 - share) / share)
  const lost = minutesToMs(minutes)
  const draws = logits(variable)
  for (let index = 0; index < DRAWS; index++)
    into[index] = draws[index]! > least ? start[index]! + lost : ends[index]!
  return into
}

/** The ends of a visit under way, knowing that it has already lasted `elapsedMinutes`. */
export function visitEnds(
  arrivedAt: EpochMs,
  duration: Duration,
  pace: Float64Array,
  elapsedMinutes: number,
  variable: number,
): Chances {
  if (elapsedMinutes <= 0) return plusVisit(exactly(arrivedAt), duration, pace, variable)
  return logits(variable).map((logit, index) => {
    const minutes = duration.minutes * pace[index]!
    return arrivedAt + minutesToMs(outliving({ ...duration, minutes }, logit, elapsedMinutes))
  })
}

/** Minutes between two visits follow a log-logistic law once `offset` minutes are added: the way, the door, an idle moment. */
export type GapLaw = Duration & { offset: number }

/** The starts after a gap that begins at `free`; waiting absorbs what would have been earlier than `bound`. */
export function plusGap(
  free: Chances,
  { minutes, shape, offset }: GapLaw,
  variable: number,
  bound: EpochMs | null,
  into = room(),
): Chances {
  const earliest = bound ?? Number.NEGATIVE_INFINITY
  const longer = factors(variable, shape)
  for (let index = 0; index < DRAWS; index++)
    into[index] = Math.max(
      free[index]! + minutesToMs(Math.max(0, minutes * longer[index]! - offset)),
      earliest,
    )
  return into
}

/** The same where the gap has already lasted until `lastedUntil` and nobody has arrived. */
export function gapEnds(freeAt: EpochMs, law: GapLaw, lastedUntil: EpochMs, variable: number): Chances {
  const elapsed = msToMinutes(lastedUntil - freeAt) + law.offset
  return logits(variable).map(
    logit => freeAt + minutesToMs(Math.max(0, outliving(law, logit, elapsed) - law.offset)),
  )
}

/** When a gap that begins at `freeAt` has ended with probability `p`. */
export const gapQuantile = (freeAt: EpochMs, { minutes, shape, offset }: GapLaw, p: number): EpochMs =>
  freeAt + minutesToMs(Math.max(0, minutes * (p / (1 - p)) ** (1 / shape) - offset))

/** The share `1 / (1 + exp(-logit))` of what is possible after `elapsed` minutes of a log-logistic law. */
function outliving({ minutes, shape }: Duration, logit: number, elapsed: number): number {
  const outlived = 1 + (Math.max(elapsed, 0) / minutes) ** shape
  return minutes * (outlived * (1 + Math.exp(logit)) - 1) ** (1 / shape)
}
