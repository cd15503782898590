import { describe, expect, it } from 'vitest'
import { arrivalDrift, visitEndDrift } from '../../src/delays/drift.ts'
import { durationQuantile, expectedDuration } from '../../src/delays/durations.ts'
import { clock, h, minutesLater } from '../support/plan.ts'

describe('an arrival while nobody taps', () => {
  const seen = (now: string, at = '8:05') => {
    const { nextStepAt, overdue, ...drift } = arrivalDrift(h(at), h(now))
    return [clock(drift.at), clock(nextStepAt), overdue]
  }

  it.each([
    ['stays where it is while it is to come', '7:00', ['8:05', '8:04', false]],
    ['is never closer than the next step of the clock', '8:04', ['8:06', '8:06', false]],
    ['drifts once its time has come', '8:07', ['8:08', '8:08', false]],
    ['is looked at when its tap becomes overdue', '8:14', ['8:16', '8:15', false]],
    ['is overdue after ten minutes', '8:15', ['8:16', '8:16', true]],
  ])('%s', (_, now, expected) => {
    expect(seen(now)).toEqual(expected)
  })
})

describe('the end of a visit while nobody taps', () => {
  const duration = expectedDuration(20, [])
  const seen = (minute: number) => visitEndDrift(h('8:00'), duration, minutesLater(h('8:00'), minute))
  const minutes = (at: number) => (at - h('8:00')) / 60_000

  it('is the expected one at first, then grows by tenths of it', () => {
    expect([0, 10, 15, 20, 25].map(minute => minutes(seen(minute).at))).toEqual([20, 20, 22, 26, 30])
  })

  it('is next looked at just when it grows', () => {
    for (const minute of [0, 12, 20, 28]) {
      const { at, nextStepAt } = seen(minute)
      expect(seen(minutes(nextStepAt) - 0.001).at).toBe(at)
      expect(seen(minutes(nextStepAt)).at).toBe(at + 120_000)
    }
  })

  it('is looked at when the tap becomes overdue', () => {
    const forgottenAfter = durationQuantile(duration, 0.9)
    expect(minutes(seen(forgottenAfter - 0.01).nextStepAt)).toBeCloseTo(forgottenAfter, 3)
    expect([seen(forgottenAfter - 0.01).overdue, seen(forgottenAfter).overdue]).toEqual([false, true])
  })

  it('keeps ahead of the clock, however long', () => {
    for (const minute of [40, 100, 1000]) {
      expect(minutes(seen(minute).at)).toBeGreaterThan(minute)
      expect(minutes(seen(minute).nextStepAt)).toBeGreaterThan(minute)
    }
  })
})
