import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/** What « shift everyone by the current delay » predicts of one visit. `held`: not before now, nor before it may begin. */
export type Shifted = { plain: EpochMs; held: EpochMs }

/**
 * What everybody does without a forecast: every later visit is shifted by the delay that the last tap showed. Gives, at
 * each tap of one recorded day, the predicted start of each visit not begun.
 */
export function naiveShift(day: RecordedVisit[]): Map<EpochMs, Map<string, Shifted>> {
  const taps = day
    .flatMap(({ arrivedAt, finishedAt, plannedAt, plannedMinutes }) =>
      arrivedAt === null || finishedAt === null
        ? []
        : [
            { at: arrivedAt, delay: arrivedAt - plannedAt },
            { at: finishedAt, delay: finishedAt - plannedAt - minutesToMs(plannedMinutes) },
          ],
    )
    .sort((a, b) => a.at - b.at)
  return new Map(taps.map(({ at, delay }) => [at, shifted(day, at, delay)]))
}

const shifted = (day: RecordedVisit[], at: EpochMs, delay: EpochMs): Map<string, Shifted> =>
  new Map(
    day
      .filter(visit => visit.arrivedAt === null || visit.arrivedAt > at)
      .map(visit => {
        const plain = visit.plannedAt + delay
        return [visit.visit, { plain, held: Math.max(plain, visit.notBefore ?? plain, at) }]
      }),
  )
