import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/delays/forecast.ts'
import type { Plan } from '../../src/delays/schedule.ts'
import { agreedAt, h, plannedStop, planOf, stateAfter, window } from '../support/plan.ts'

const PLAN = planOf([plannedStop('a', agreedAt('8:00')), plannedStop('b', agreedAt('8:30'))])

const seen = (now: string, gestures: Parameters<typeof stateAfter>[1][], plan: Plan) =>
  forecast(h(now), plan, stateAfter(plan, ...gestures))

describe('the range to announce', () => {
  it('is in steps of five minutes, holds the estimate and is at most 40 minutes wide', () => {
    const manyStops = Array.from({ length: 12 }, (_, index) =>
      plannedStop(String(index), window('8:00', '18:00')),
    )
    const plan = planOf(manyStops)
    for (const stop of seen('8:07', [['8:07', 'arrival', '0']], plan).stops) {
      expect(stop.fromAt % 300_000).toBe(0)
      expect(stop.toAt % 300_000).toBe(0)
      expect(stop.fromAt).toBeLessThanOrEqual(stop.startAt)
      expect(stop.toAt).toBeGreaterThanOrEqual(stop.startAt)
      expect(stop.toAt - stop.fromAt).toBeLessThanOrEqual(40 * 60_000)
    }
  })

  it('holds the start more often than not, and has an early end that is safe', () => {
    const manyStops = Array.from({ length: 8 }, (_, index) =>
      plannedStop(String(index), window('8:00', '18:00')),
    )
    const plan = planOf(manyStops)
    for (const { fromAt, toAt, quantiles } of seen('8:07', [['8:07', 'arrival', '0']], plan).stops) {
      expect(fromAt).toBeLessThanOrEqual(quantiles.p10 + 5 * 60_000)
      expect(toAt).toBeGreaterThanOrEqual(quantiles.p50)
      expect(toAt - fromAt).toBeLessThanOrEqual(quantiles.p90 - quantiles.p10 + 10 * 60_000)
    }
  })

  it('never begins before the earliest start', () => {
    const [b] = seen('8:02', [['8:02', 'arrival', 'a']], PLAN).stops
    expect(b?.fromAt).toBe(h('8:30'))
  })

  it('widens with the visits that come before', () => {
    const plan = planOf([
      plannedStop('a', window('8:00', '18:00')),
      plannedStop('b', window('8:00', '18:00')),
      plannedStop('c', window('8:00', '18:00')),
    ])
    const [b, c] = seen(
      '8:10',
      [
        ['8:00', 'arrival', 'a'],
        ['8:10', 'completion', 'a'],
      ],
      plan,
    ).stops
    expect(c!.toAt - c!.fromAt).toBeGreaterThan(b!.toAt - b!.fromAt)
  })

  it('knows what is late by the agreement of each patient', () => {
    const plan = planOf([
      plannedStop('a', agreedAt('8:00')),
      plannedStop('b', agreedAt('8:30', 10)),
      plannedStop('c', window('8:00', '9:30')),
    ])
    expect(seen('8:12', [['8:12', 'arrival', 'a']], plan).stops.map(stop => stop.late)).toEqual([true, false])
  })
})
