import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/delays/forecast.ts'
import { habitsOf, type Lessons, learnDay, NO_LESSONS, withExpectations } from '../../src/delays/lessons.ts'
import { agreedAt, h, plannedStop, planOf, stateAfter } from '../support/plan.ts'

const PLAN = planOf([
  plannedStop('a', agreedAt('8:00'), 20, { earliestAt: null }),
  plannedStop('b', agreedAt('8:30'), 20, { earliestAt: null }),
])

/** Lessons after as many days on which the second visit began at `arrival`, the first having ended at 8:20. */
const learnedAfter = (days: number, arrival: string): Lessons => {
  const state = stateAfter(
    PLAN,
    ['8:00', 'arrival', 'a'],
    ['8:20', 'completion', 'a'],
    [arrival, 'arrival', 'b'],
    ['9:50', 'completion', 'b'],
  )
  const seen = forecast(
    h('8:20'),
    PLAN,
    stateAfter(PLAN, ['8:00', 'arrival', 'a'], ['8:20', 'completion', 'a']),
  )
  let lessons = NO_LESSONS
  for (let on = 0; on < days; on++) lessons = learnDay(lessons, PLAN, state, withExpectations({}, seen), on)
  return lessons
}
const wayOf = (lessons: Lessons) => habitsOf(lessons).gaps.home.mean

describe('what days teach', () => {
  it('is nothing at first', () => {
    expect(wayOf(NO_LESSONS)).toBe(0)
  })

  it('is how long the ways really take, little by little', () => {
    expect(wayOf(learnedAfter(3, '8:35'))).toBeGreaterThan(0)
    expect(wayOf(learnedAfter(40, '8:35'))).toBeGreaterThan(wayOf(learnedAfter(3, '8:35')))
    expect(wayOf(learnedAfter(40, '8:35'))).toBeLessThan(Math.log(18 / 13))
  })

  it('is not learned from taps made together, nor from a pause', () => {
    expect(wayOf(learnedAfter(10, '8:21'))).toBe(0)
    expect(wayOf(learnedAfter(10, '9:40'))).toBe(0)
  })

  it('is how often starts came before what was stated', () => {
    const late = habitsOf(learnedAfter(20, '8:39')).calibration.home[0]!
    expect(late[2]).toBeGreaterThan(0.5)
  })

  it('is how often nobody is there, and what the closed door costs, little by little', () => {
    const plan = planOf([...PLAN.stops, plannedStop('c', agreedAt('9:00'), 20, { earliestAt: null })])
    const state = stateAfter(
      plan,
      ['8:00', 'arrival', 'a'],
      ['8:20', 'completion', 'a'],
      ['8:50', 'arrival', 'c'],
      ['8:50', 'absence', 'b'],
      ['9:10', 'completion', 'c'],
    )
    const absenceAfter = (days: number) => {
      let lessons = NO_LESSONS
      for (let on = 0; on < days; on++) lessons = learnDay(lessons, plan, state, {}, on)
      return habitsOf(lessons).absences.home
    }
    expect(absenceAfter(0)).toEqual({ share: 0.03, minutes: 3 })
    expect(absenceAfter(5).share).toBeGreaterThan(0.05)
    expect(absenceAfter(40).share).toBeGreaterThan(absenceAfter(5).share)
    expect(absenceAfter(40).share).toBeLessThan(1 / 3)
    expect(absenceAfter(40).minutes).toBeGreaterThan(absenceAfter(5).minutes)
    expect(absenceAfter(40).minutes).toBeLessThan(10)
  })

  it('keeps what was expected first, not what was known in the end', () => {
    const first = forecast(h('7:00'), PLAN, stateAfter(PLAN))
    const later = forecast(h('8:08'), PLAN, stateAfter(PLAN))
    expect(withExpectations(withExpectations({}, first), later)).toEqual(withExpectations({}, first))
  })
})
