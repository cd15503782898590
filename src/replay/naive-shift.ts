import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import type { RecordedVisit } from './recorded-visit.ts'

/**
 * What everybody does without a forecast: every later visit is shifted by the delay of now. Gives, at each tap of one
 * recorded day, the predicted start of each visit not begun.
 */
export function naiveShift(day: RecordedVisit[]): Map<EpochMs, Map<string, EpochMs>> {
  const taps = day
    .flatMap(visit =>
      visit.arrivedAt === null || visit.finishedAt === null
        ? []
        : [
            { at: visit.arrivedAt, delay: visit.arrivedAt - visit.plannedAt },
            {
              at: visit.finishedAt,
              delay: visit.finishedAt - visit.plannedAt - minutesToMs(visit.plannedMinutes),
            },
          ],
    )
    .sort((a, b) => a.at - b.at)
  return new Map(taps.map(({ at, delay }) => [at, shifted(day, at, delay)]))
}

const shifted = (day: RecordedVisit[], at: EpochMs, delay: EpochMs): Map<string, EpochMs> =>
  new Map(
    day
      .filter(visit => visit.arrivedAt === null || visit.arrivedAt > at)
      .map(visit => [
        visit.visit,
        Math.max(visit.plannedAt + delay, visit.notBefore ?? Number.NEGATIVE_INFINITY, at),
      ]),
  )
