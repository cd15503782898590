import { describe, expect, it } from 'vitest'
import { afterBreaks, firstKnownTime, type Plan, schedule } from '../../src/delays/schedule.ts'
import { agreedAt, clock, h, plannedStop, planOf, window } from '../support/plan.ts'

const nothing = { agreedAt: null, windowFrom: null, windowTo: null, toleranceMinutes: null }
const lunch = { fromAt: h('12:00'), toAt: h('13:00'), atLeastMinutes: 30 }

const timetable = (plan: Plan) =>
  Object.fromEntries([...schedule(plan)].map(([stopId, { scheduledAt }]) => [stopId, clock(scheduledAt)]))

describe('the timetable of a round', () => {
  it('keeps agreed times, even where they cannot be kept', () => {
    expect(
      timetable(planOf([plannedStop('a', agreedAt('8:00'), 40), plannedStop('b', agreedAt('8:30'))])),
    ).toEqual({ a: '8:00', b: '8:30' })
  })

  it('puts a window as soon as the visit before and the way allow', () => {
    const stops = [
      plannedStop('a', agreedAt('8:00')),
      plannedStop('b', window('8:00', '10:00')),
      plannedStop('c', window('9:15', '11:00')),
    ]
    expect(timetable(planOf(stops))).toEqual({ a: '8:00', b: '8:30', c: '9:15' })
  })

  it('begins with the round where nothing was agreed', () => {
    expect(
      timetable(planOf([plannedStop('a', nothing), plannedStop('b', nothing)], { startsAt: h('7:30') })),
    ).toEqual({ a: '7:30', b: '8:00' })
  })

  it('puts a rest before the first visit after it', () => {
    const stops = [
      plannedStop('a', agreedAt('11:30')),
      plannedStop('b', window('11:00', '15:00')),
      plannedStop('c', window('11:00', '15:00')),
    ]
    const plan = planOf(stops, { breaks: [lunch] })
    expect(timetable(plan)).toEqual({ a: '11:30', b: '13:10', c: '13:40' })
    expect([...schedule(plan).values()].map(stop => stop.breaksBefore.length)).toEqual([0, 1, 0])
  })

  it('knows the first time agreed for', () => {
    expect(firstKnownTime([plannedStop('a', nothing), plannedStop('b', window('8:30', '9:00'))])).toBe(
      h('8:30'),
    )
    expect(firstKnownTime([plannedStop('a', nothing)])).toBeNull()
  })
})

describe('a rest', () => {
  it.each([
    ['lasts until its end when one is early', '11:40', '13:00'],
    ['is shortened when one is late', '12:20', '13:00'],
    ['is never shorter than agreed', '12:50', '13:20'],
  ])('%s', (_, freeAt, until) => {
    expect(clock(afterBreaks(h(freeAt), [lunch]))).toBe(until)
  })
})
