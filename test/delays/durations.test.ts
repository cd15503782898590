import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationQuantile, expectedDuration, learnableMinutes } from '../../src/delays/durations.ts'

const minutesOf = (planned: number, history: number[]) => expectedDuration(planned, history).minutes

describe('how long a visit is expected to last', () => {
  it('is the plan while nothing is known', () => {
    expect(minutesOf(20, [])).toBeCloseTo(20)
  })

  it('moves from the plan to the history as visits are made', () => {
    const learnedFrom = (visits: number) => minutesOf(20, Array(visits).fill(40))
    expect(learnedFrom(1)).toBeCloseTo(22.7, 1)
    expect(learnedFrom(5)).toBeCloseTo(28.8, 1)
    expect(learnedFrom(100)).toBeGreaterThan(38)
  })

  it('is not carried away by one long visit', () => {
    expect(minutesOf(20, [20, 20, 20, 80])).toBeLessThan(25)
  })

  it('spreads less when the visits of a patient are alike', () => {
    const regular = expectedDuration(20, Array(20).fill(20))
    const irregular = expectedDuration(20, [5, 60, 8, 45, 10, 50])
    expect(regular.shape).toBeGreaterThan(expectedDuration(20, []).shape)
    expect(irregular.shape).toBeLessThan(expectedDuration(20, []).shape)
  })

  it('lies between plan and history, whatever they are', () => {
    const minutes = fc.integer({ min: 2, max: 90 })
    fc.assert(
      fc.property(minutes, fc.array(minutes, { minLength: 1, maxLength: 30 }), (planned, history) => {
        const expected = minutesOf(planned, history)
        expect(expected).toBeGreaterThanOrEqual(Math.min(planned, ...history) - 1e-9)
        expect(expected).toBeLessThanOrEqual(Math.max(planned, ...history) + 1e-9)
      }),
    )
  })
})

describe('what is learned from a past visit', () => {
  const learned = (minutes: number | null, plannedMinutes = 20) =>
    learnableMinutes({
      arrivedAt: minutes === null ? null : 0,
      finishedAt: (minutes ?? 5) * 60_000,
      plannedMinutes,
    })

  it.each([
    ['an ordinary visit', 18, 18],
    ['a long one', 85, 85],
    ['two taps made at once', 1.5, null],
    ['a forgotten end', 91, null],
    ['an arrival that was not tapped', null, null],
  ])('%s', (_, minutes, expected) => {
    expect(learned(minutes)).toBe(expected)
  })

  it('lets a visit planned long last long', () => {
    expect(learned(150, 60)).toBe(150)
  })
})

describe('a visit under way', () => {
  const duration = expectedDuration(20, [])

  it('is expected to last its median when it begins', () => {
    expect(durationQuantile(duration, 0.5)).toBeCloseTo(20)
    expect(durationQuantile(duration, 0.1)).toBeLessThan(20)
    expect(durationQuantile(duration, 0.9)).toBeGreaterThan(30)
  })

  it('is not about to finish because it overruns: what remains grows', () => {
    const remaining = (elapsed: number) => durationQuantile(duration, 0.5, elapsed) - elapsed
    expect(remaining(30)).toBeGreaterThan(remaining(25))
    expect(remaining(60)).toBeGreaterThan(remaining(30))
  })

  it('ends later the longer it has lasted, and never in the past', () => {
    const elapsed = fc.double({ min: 0, max: 200, noNaN: true })
    const share = fc.double({ min: 0.05, max: 0.95, noNaN: true })
    fc.assert(
      fc.property(elapsed, elapsed, share, (one, other, p) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)]
        expect(durationQuantile(duration, p, early)).toBeLessThanOrEqual(
          durationQuantile(duration, p, late) + 1e-9,
        )
        expect(durationQuantile(duration, p, late)).toBeGreaterThanOrEqual(late - 1e-9)
      }),
    )
  })
})
