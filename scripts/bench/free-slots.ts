import { findFreeSlotsOfAll } from '../../src/agenda/free-slots.ts'
import { randomFrom } from '../../src/demo/seed/random.ts'
import type { BenchDay } from './bench-day.ts'
import { COMING_DAYS, comingDay } from './coming-weeks.ts'
import { percentile } from './percentile.ts'

export type FreeSlots = { p50Ms: number; p99Ms: number }

/** How long the free times of four weeks of five clinicians take to find, for kinds and patients as they come. */
export const measureFreeSlots = async (
  { house, rounds, patientsOf }: BenchDay,
  searches: number,
  say: (words: string) => void,
): Promise<FreeSlots> => {
  const random = randomFrom('slots')
  const clinicianIds = rounds.map(round => round.clinicianId)
  const { practiceId } = rounds[0]!
  const times: number[] = []
  let found = 0
  for (let nth = 0; nth < searches; nth++) {
    const patients = patientsOf.get(random.pick(clinicianIds))!
    const search = {
      practiceId,
      clinicianIds,
      kind: {
        durationMinutes: random.pick([15, 20, 30, 45]),
        bufferMinutes: random.pick([0, 5]),
        place: random.pick(['practice', 'home'] as const),
        capacity: 1,
        grouped: false,
      },
      patientId: random.pick(patients),
      from: comingDay(0),
      to: comingDay(COMING_DAYS - 1),
    }
    const startedAt = performance.now()
    const slots = await findFreeSlotsOfAll(house.db, search, house.clock.now())
    times.push(performance.now() - startedAt)
    found += [...slots.values()].reduce((sum, ofOne) => sum + ofOne.length, 0)
  }
  if (found === 0) throw new Error('there was no free time at all')
  const figures = { p50Ms: percentile(times, 0.5), p99Ms: percentile(times, 0.99) }
  say(
    `Free times of five for four weeks: ${Math.round(found / searches)} found, p50 ${figures.p50Ms.toFixed(1)} ms, p99 ${figures.p99Ms.toFixed(1)} ms`,
  )
  return figures
}
