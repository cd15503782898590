import { randomFrom } from '../../src/demo/seed/random.ts'
import type { BenchDay } from './bench-day.ts'
import { COMING_DAYS, comingDay } from './coming-weeks.ts'
import { inTheMiddle, inWords, type Load, type Posting, randomLoad } from './random-load.ts'
import type { TapEffort } from './taps.ts'

const PER_SECOND = 40
const WARM_UP_PER_SECOND = 20
const FROM_MINUTE = 14 * 60 + 30
const MINUTES = 15
const PLACES_A_DAY = 20

export type Bookings = { p50Ms: number; p99Ms: number }

/** Appointments that a practice makes for four weeks, forty a second; the run in the middle by its 99th percentile. */
export const measureBookings = async (
  day: BenchDay,
  url: string,
  { warmUpSeconds, runs, seconds }: TapEffort,
  say: (words: string) => void,
): Promise<Bookings> => {
  const load = randomLoad(url, bookingsOf(day), randomFrom('bookings'))
  try {
    await load.run(WARM_UP_PER_SECOND, warmUpSeconds)
    const steady: Load[] = []
    for (let nth = 0; nth < runs; nth++) {
      const run = await load.run(PER_SECOND, seconds)
      if (!run) throw new Error('there are too few places to book')
      say(inWords('bookings', run))
      steady.push(run)
    }
    const { p50Ms, p99Ms } = inTheMiddle(steady)
    return { p50Ms, p99Ms }
  } finally {
    load.close()
  }
}

/** One free place after the other, of each clinician and each day in turn. */
function* bookingsOf({ rounds, patientsOf }: BenchDay): Generator<Posting> {
  for (let place = 0; place < PLACES_A_DAY; place++)
    for (let nth = 0; nth < COMING_DAYS; nth++)
      for (const { clinicianId, cookie } of rounds) {
        const patients = patientsOf.get(clinicianId)!
        const minute = FROM_MINUTE + place * MINUTES
        const two = (number: number) => String(number).padStart(2, '0')
        const form = {
          date: comingDay(nth),
          clinician: clinicianId,
          patient: patients[(place * COMING_DAYS + nth) % patients.length]!,
          kind: 'session',
          place: 'practice',
          from: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
          duration: String(MINUTES),
          tell: '1',
        }
        yield { cookie, path: '/appointments', body: new URLSearchParams(form).toString() }
      }
}
