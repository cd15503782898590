import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/delays/forecast.ts'
import type { Plan } from '../../src/delays/schedule.ts'
import { agreedAt, clock, h, plannedStop, planOf, stateAfter } from '../support/plan.ts'

/** Three visits of 20 minutes, 10 minutes apart. */
const PLAN = planOf([
  plannedStop('a', agreedAt('8:00')),
  plannedStop('b', agreedAt('8:30')),
  plannedStop('c', agreedAt('9:00')),
])

type Gestures = Parameters<typeof stateAfter>[1][]

const seen = (now: string, gestures: Gestures = [], plan: Plan = PLAN) =>
  forecast(h(now), plan, stateAfter(plan, ...gestures))
const startsOf = (...args: Parameters<typeof seen>) =>
  Object.fromEntries(seen(...args).stops.map(stop => [stop.stopId, clock(stop.startAt)]))

/** What chance adds to a sum of plans, and never takes from it, is a minute or two per visit. */
const expectNear = (starts: Record<string, string>, plan: Record<string, string>): void => {
  expect(Object.keys(starts)).toEqual(Object.keys(plan))
  for (const [stopId, at] of Object.entries(plan)) {
    expect(h(starts[stopId]!)).toBeGreaterThanOrEqual(h(at) - 60_000)
    expect(h(starts[stopId]!)).toBeLessThanOrEqual(h(at) + 10 * 60_000)
  }
}

describe('the forecast of a round', () => {
  it('is the plan until the first visit should have begun', () => {
    expectNear(startsOf('7:00'), { a: '8:00', b: '8:30', c: '9:00' })
    expect(seen('7:00')).toMatchObject({
      delayMinutes: expect.closeTo(0, 1),
      overdue: null,
      lookAgainAt: h('8:00'),
    })
  })

  it('drifts while the first visit does not begin, then asks', () => {
    expectNear(startsOf('8:05'), { a: '8:06', b: '8:36', c: '9:06' })
    expect(seen('8:05')).toMatchObject({ overdue: null, lookAgainAt: h('8:06') })
    expect(seen('8:10').overdue).toEqual({ tap: 'arrival', stopId: 'a' })
  })

  it('carries the delay of an arrival down the round', () => {
    expectNear(startsOf('8:12', [['8:12', 'arrival', 'a']]), { b: '8:42', c: '9:12' })
  })

  it('counts from the last completion, travel included', () => {
    const taps: Gestures = [
      ['8:00', 'arrival', 'a'],
      ['8:45', 'completion', 'a'],
    ]
    expectNear(startsOf('8:45', taps), { b: '8:55', c: '9:25' })
    expect(seen('8:45', taps).stops[0]).toMatchObject({
      travel: { minutes: 10, source: 'default' },
      visitsBefore: 0,
      delayMinutes: 25,
      late: true,
    })
  })

  it('counts from a departure', () => {
    const taps: Gestures = [
      ['8:00', 'arrival', 'a'],
      ['8:20', 'completion', 'a'],
      ['8:40', 'departure', 'b'],
    ]
    expectNear(startsOf('8:41', taps), { b: '8:50', c: '9:20' })
  })

  it('never starts a visit before its earliest start', () => {
    const taps: Gestures = [
      ['7:30', 'arrival', 'a'],
      ['7:35', 'completion', 'a'],
    ]
    expectNear(startsOf('7:35', taps), { b: '8:30', c: '9:00' })
  })

  it('starts early where nothing forbids it', () => {
    const plan = planOf([
      plannedStop('a', agreedAt('8:00')),
      plannedStop('b', agreedAt('8:30'), 20, { earliestAt: null }),
    ])
    expectNear(
      startsOf(
        '8:10',
        [
          ['8:00', 'arrival', 'a'],
          ['8:10', 'completion', 'a'],
        ],
        plan,
      ),
      { b: '8:20' },
    )
  })

  it('lets slack absorb a delay', () => {
    const plan = planOf([
      plannedStop('a', agreedAt('8:00')),
      plannedStop('b', agreedAt('8:30')),
      plannedStop('c', agreedAt('9:30')),
    ])
    const stops = seen('8:15', [['8:15', 'arrival', 'a']], plan).stops
    expect(stops.map(stop => [clock(stop.startAt), stop.delayMinutes])).toEqual([
      ['8:45', 15.95],
      ['9:30', 0],
    ])
  })

  it('lets a rest absorb a delay down to its shortest', () => {
    const lunch = { fromAt: h('12:00'), toAt: h('13:00'), atLeastMinutes: 30 }
    const plan = planOf([plannedStop('a', agreedAt('11:30')), plannedStop('b', agreedAt('13:10'))], {
      breaks: [lunch],
    })
    const startOfB = (arrival: string) => startsOf(arrival, [[arrival, 'arrival', 'a']], plan).b
    expect([startOfB('11:30'), startOfB('12:00'), startOfB('12:20')]).toEqual(['13:10', '13:10', '13:20'])
  })

  it('does not count a rest again once the visit after it has begun', () => {
    const lunch = { fromAt: h('12:00'), toAt: h('13:00'), atLeastMinutes: 30 }
    const plan = planOf(
      [
        plannedStop('a', agreedAt('11:30')),
        plannedStop('b', agreedAt('13:10')),
        plannedStop('c', agreedAt('13:40')),
      ],
      { breaks: [lunch] },
    )
    expectNear(
      startsOf(
        '14:00',
        [
          ['11:30', 'completion', 'a'],
          ['14:00', 'arrival', 'b'],
        ],
        plan,
      ),
      { c: '14:30' },
    )
  })

  it('leaves out who is seen, or absent, and goes on with the others', () => {
    const taps: Gestures = [
      ['8:00', 'arrival', 'a'],
      ['8:20', 'completion', 'a'],
      ['8:21', 'absence', 'b'],
    ]
    expectNear(startsOf('8:21', taps), { c: '9:00' })
  })

  it('takes visits out of order', () => {
    const taps: Gestures = [
      ['8:00', 'arrival', 'c'],
      ['8:20', 'completion', 'c'],
    ]
    expectNear(startsOf('8:20', taps), { a: '8:30', b: '9:00' })
  })

  it('takes the word of a clinician who announces a delay, until the next arrival', () => {
    expectNear(startsOf('7:50', [['7:50', 'delay', null, 20]]), { a: '8:20', b: '8:50', c: '9:20' })
    expectNear(
      startsOf('8:12', [
        ['7:50', 'delay', null, 20],
        ['8:12', 'arrival', 'a'],
      ]),
      { b: '8:42', c: '9:12' },
    )
    const during: Gestures = [
      ['8:40', 'arrival', 'a'],
      ['8:50', 'delay', null, 10],
    ]
    expectNear(startsOf('8:50', during), { b: '9:00', c: '9:30' })
  })

  it('does not forecast an announced delay into the past', () => {
    expect(startsOf('9:00', [['8:00', 'delay', null, 10]]).a).not.toBe('8:10')
  })

  it('says when the visit in progress will end, and counts it among those before', () => {
    const now = seen('8:05', [['8:00', 'arrival', 'a']])
    expect(now.inProgress).toEqual({ stopId: 'a', arrivedAt: h('8:00'), finishAt: h('8:20') })
    expect(now.stops.map(stop => stop.visitsBefore)).toEqual([1, 2])
  })

  it('expects an overrunning visit to go on, ever later', () => {
    const ends = ['8:00', '8:20', '8:25', '8:30'].map(
      now => seen(now, [['8:00', 'arrival', 'a']]).inProgress?.finishAt ?? 0,
    )
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    expect(ends.map(end => Math.round((end - h('8:00')) / 60_000))).toEqual([20, 25, 28, 35])
  })

  it('asks for the end of a visit that has lasted longer than nine in ten', () => {
    expect(seen('8:30', [['8:00', 'arrival', 'a']]).overdue).toBeNull()
    expect(seen('8:40', [['8:00', 'arrival', 'a']]).overdue).toEqual({ tap: 'completion', stopId: 'a' })
  })

  it('asks for an arrival that does not come', () => {
    const left: Gestures = [
      ['8:00', 'arrival', 'a'],
      ['8:20', 'completion', 'a'],
    ]
    expect(seen('8:35', left).overdue).toBeNull()
    expect(seen('8:40', left).overdue).toEqual({ tap: 'arrival', stopId: 'b' })
  })

  it('ends with the last visit', () => {
    const plan = planOf([plannedStop('a', agreedAt('8:00'))])
    expect(
      seen(
        '8:30',
        [
          ['8:00', 'arrival', 'a'],
          ['8:25', 'completion', 'a'],
        ],
        plan,
      ),
    ).toMatchObject({
      stops: [],
      inProgress: null,
      endsAt: h('8:25'),
      lookAgainAt: null,
      overdue: null,
    })
    expect(seen('8:05', [['8:15', 'arrival', 'a']], plan)).toMatchObject({
      delayMinutes: expect.closeTo(15, 1),
      endsAt: h('8:35'),
    })
  })

  it('stops looking at a round that was forgotten', () => {
    expect(seen('11:30').lookAgainAt).not.toBeNull()
    expect(seen('12:01').lookAgainAt).toBeNull()
    expect(forecast(h('8:00'), planOf([]), stateAfter(planOf([])))).toMatchObject({
      stops: [],
      endsAt: null,
      lookAgainAt: null,
    })
  })
})
