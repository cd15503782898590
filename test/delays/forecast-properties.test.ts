import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Forecast, forecast } from '../../src/delays/forecast.ts'
import type { Plan } from '../../src/delays/schedule.ts'
import { deriveRound } from '../../src/rounds/round-state.ts'
import type { Tap } from '../../src/rounds/taps.ts'
import type { EpochMs } from '../../src/terms.ts'
import { agreedAt, clock, h, minutesLater, plannedStop, planOf, window } from '../support/plan.ts'

/** A morning of visits, some agreed to the minute, some in a window, some with slack before them, and a rest. */
const anyPlan: fc.Arbitrary<Plan> = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 5, max: 45 }),
      gap: fc.integer({ min: 0, max: 40 }),
      isWindow: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  )
  .map(visits => {
    let at = h('8:00')
    const stops = visits.map(({ minutes, gap, isWindow }, index) => {
      const agreement = isWindow ? window(clock(at), clock(minutesLater(at, 60))) : agreedAt(clock(at))
      at = minutesLater(at, minutes + gap)
      return plannedStop(String(index), agreement, minutes)
    })
    const rest = { fromAt: h('9:30'), toAt: h('10:00'), atLeastMinutes: 15 }
    return planOf(stops, { breaks: [rest] })
  })

/** The taps of the first visits, in order: each arrival and completion some minutes after the tap before it. */
const takesPlace = (steps: number[]): Tap[] => {
  let at = h('7:50')
  return steps.map((minutes, index) => {
    at = minutesLater(at, minutes)
    const kind = index % 2 === 0 ? 'arrival' : 'completion'
    return {
      id: `${index}`,
      stopId: `${Math.floor(index / 2)}`,
      kind,
      happenedAt: at,
      receivedAt: at,
      minutes: null,
      ofTapId: null,
    }
  })
}

const anyDay = fc.record({
  plan: anyPlan,
  steps: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
  wait: fc.integer({ min: 0, max: 90 }),
})

const seen = (plan: Plan, taps: Tap[], now: EpochMs): Forecast =>
  forecast(
    now,
    plan,
    deriveRound(
      plan.stops.map(stop => stop.stopId),
      taps,
    ),
  )
const lastTapAt = (taps: Tap[]): EpochMs => taps.at(-1)?.happenedAt ?? h('7:50')
const startsOf = (it: Forecast) => new Map(it.stops.map(stop => [stop.stopId, stop.startAt]))

const holds = <T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void) =>
  fc.assert(
    fc.property(arbitrary, value => {
      check(value)
    }),
    { numRuns: 150 },
  )

describe('whatever the day', () => {
  it('a later tap never yields an earlier estimate', () => {
    holds(fc.tuple(anyDay, fc.integer({ min: 1, max: 30 })), ([{ plan, steps }, later]) => {
      fc.pre(steps.length > 0)
      const [taps, laterTaps] = [takesPlace(steps), takesPlace(steps.with(-1, steps.at(-1)! + later))]
      const after = startsOf(seen(plan, laterTaps, lastTapAt(laterTaps)))
      for (const [stopId, startAt] of startsOf(seen(plan, taps, lastTapAt(taps))))
        expect(after.get(stopId)).toBeGreaterThanOrEqual(startAt)
    })
  })

  it('silence never yields an earlier estimate', () => {
    holds(fc.tuple(anyDay, fc.integer({ min: 0, max: 60 })), ([{ plan, steps, wait }, more]) => {
      const now = minutesLater(lastTapAt(takesPlace(steps)), wait)
      const later = startsOf(seen(plan, takesPlace(steps), minutesLater(now, more)))
      for (const [stopId, startAt] of startsOf(seen(plan, takesPlace(steps), now)))
        expect(later.get(stopId)).toBeGreaterThanOrEqual(startAt)
    })
  })

  it('nobody is expected in the past, nor before their earliest start, nor before the visit ahead of them has ended', () => {
    holds(anyDay, ({ plan, steps, wait }) => {
      const now = minutesLater(lastTapAt(takesPlace(steps)), wait)
      const { stops } = seen(plan, takesPlace(steps), now)
      stops.forEach((stop, index) => {
        const earliest = plan.stops.find(each => each.stopId === stop.stopId)?.earliestAt
        expect(stop.startAt).toBeGreaterThanOrEqual(Math.max(now, earliest ?? now))
        expect(stop.fromAt).toBeGreaterThanOrEqual(earliest ?? 0)
        expect(stop.startAt).toBeGreaterThanOrEqual(stops[index - 1]?.finishAt ?? now)
        expect(stop.fromAt).toBeLessThanOrEqual(stop.startAt)
        expect(stop.toAt).toBeGreaterThanOrEqual(stop.startAt)
      })
    })
  })

  it('nothing moves before it is to be looked at again', () => {
    holds(
      fc.tuple(anyDay, fc.double({ min: 0, max: 0.999, noNaN: true })),
      ([{ plan, steps, wait }, share]) => {
        const now = minutesLater(lastTapAt(takesPlace(steps)), wait)
        const it = seen(plan, takesPlace(steps), now)
        if (it.lookAgainAt === null) return
        expect(it.lookAgainAt).toBeGreaterThan(now)
        const meanwhile = seen(plan, takesPlace(steps), Math.floor(now + share * (it.lookAgainAt - now)))
        expect(startsOf(meanwhile)).toEqual(startsOf(it))
        expect(meanwhile.overdue).toEqual(it.overdue)
      },
    )
  })

  it('looking again comes to an end', () => {
    holds(anyDay, ({ plan, steps }) => {
      let now = lastTapAt(takesPlace(steps))
      let looks = 0
      for (let next: EpochMs | null = now; next !== null && looks < 1000; looks++) {
        now = next
        next = seen(plan, takesPlace(steps), now).lookAgainAt
      }
      expect(looks).toBeLessThan(700)
    })
  })

  it('the date does not matter, only the time between', () => {
    const halfAYear = 180 * 24 * 3600_000
    const moved = (at: EpochMs | null) => (at === null ? null : at + halfAYear)
    holds(anyDay, ({ plan, steps, wait }) => {
      const taps = takesPlace(steps)
      const now = minutesLater(lastTapAt(taps), wait)
      const summer: Plan = {
        ...plan,
        startsAt: plan.startsAt + halfAYear,
        breaks: plan.breaks.map(rest => ({
          ...rest,
          fromAt: rest.fromAt + halfAYear,
          toAt: rest.toAt + halfAYear,
        })),
        stops: plan.stops.map(stop => ({
          ...stop,
          earliestAt: moved(stop.earliestAt),
          agreement: {
            ...stop.agreement,
            agreedAt: moved(stop.agreement.agreedAt),
            windowFrom: moved(stop.agreement.windowFrom),
            windowTo: moved(stop.agreement.windowTo),
          },
        })),
      }
      const summerTaps = taps.map(tap => ({
        ...tap,
        happenedAt: tap.happenedAt + halfAYear,
        receivedAt: tap.receivedAt + halfAYear,
      }))
      const inSummer = [...startsOf(seen(summer, summerTaps, now + halfAYear)).values()]
      expect(inSummer).toEqual([...startsOf(seen(plan, taps, now)).values()].map(at => at + halfAYear))
    })
  })
})
