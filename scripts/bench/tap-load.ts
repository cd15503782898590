import { toInstant } from '../../src/time.ts'
import { type BenchDay, TAPPED_STOPS } from './bench-day.ts'
import type { Asked } from './random-load.ts'
import { BENCH_DAY } from './ten-years.ts'

const MINUTE = 60_000

/** The gestures of all rounds, one of each in turn: « J’arrive », « Terminé », as from a phone that tells when they were made. */
export function* tapsOf({ tapRounds, startsAt }: BenchDay): Generator<Asked> {
  for (let nth = 0; nth < TAPPED_STOPS; nth++)
    for (const kind of ['arrival', 'completion'] as const)
      for (const { stopIds, cookie } of tapRounds) {
        const minutesAgo = (TAPPED_STOPS - nth) * 12 - (kind === 'arrival' ? 0 : 9)
        yield {
          path: `/rounds/${BENCH_DAY}/stops/${stopIds[nth]}/${kind}`,
          form: { happened_at: toInstant(startsAt - minutesAgo * MINUTE) },
          // As htmx posts it.
          headers: { cookie, 'hx-request': 'true', 'hx-request-type': 'partial' },
          answer: 200,
        }
      }
}
