import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/**
 * What silence says about something that has not happened. It is heard in steps, each known in advance, so that between
 * two steps nothing moves and nobody needs to look. `heardUntil`: it is known not to have happened by then (null: nothing
 * is known yet); `notBefore`: the end of the step, before which it is not expected.
 */
export type Silence = {
  heardUntil: EpochMs | null
  notBefore: EpochMs
  overdue: boolean
  nextStepAt: EpochMs
}

/** While nobody taps, time passes in steps of at least this length. */
export const SHORTEST_STEP = minutesToMs(2)

/** Silence means something from `from` on; from `overdueAt` on the tap was probably forgotten. */
export function listen(
  now: EpochMs,
  { from, overdueAt, step }: { from: EpochMs; overdueAt: EpochMs; step: EpochMs },
): Silence {
  const first = wholeSeconds(from)
  const overdueFrom = wholeSeconds(overdueAt)
  const overdue = now >= overdueFrom
  const steps = Math.floor((now - first) / step)
  const heardUntil = now < first ? null : first + steps * step
  const stepEnd = heardUntil === null ? first : heardUntil + step
  return {
    heardUntil,
    notBefore: heardUntil === null ? Number.NEGATIVE_INFINITY : stepEnd,
    overdue,
    nextStepAt: overdue ? stepEnd : Math.min(stepEnd, overdueFrom),
  }
}

const wholeSeconds = (at: EpochMs): EpochMs => Math.ceil(at / 1000) * 1000
