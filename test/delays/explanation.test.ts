import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explainDelay, explanationLine } from '../../src/delays/explanation.ts'
import { forecast } from '../../src/delays/forecast.ts'
import type { Plan } from '../../src/delays/schedule.ts'
import type { Tap } from '../../src/rounds/taps.ts'
import { agreedAt, clock, h, minutesLater, plannedStop, planOf, stateAfter } from '../support/plan.ts'

/** Visits of 20 minutes, 10 minutes apart: no slack. */
const TIGHT = planOf(
  ['8:00', '8:30', '9:00', '9:30', '10:00', '10:30'].map(time => plannedStop(time, agreedAt(time))),
)

type Gestures = Parameters<typeof stateAfter>[1][]

const explained = (now: string, gestures: Gestures, plan: Plan = TIGHT) => {
  const state = stateAfter(plan, ...gestures)
  const seen = forecast(h(now), plan, state)
  const parts = explainDelay(plan, state, seen)
  return {
    total: Math.round(seen.delayMinutes),
    parts,
    line: explanationLine(parts, id => `passage de ${id.replace(':00', ' h')}`),
  }
}
const line = (...args: Parameters<typeof explained>) => explained(...args).line.replaceAll('\u00a0', ' ')

describe('the delay explained', () => {
  it('says nothing when there is none', () => {
    expect(
      line('8:20', [
        ['8:00', 'arrival', '8:00'],
        ['8:20', 'completion', '8:00'],
      ]),
    ).toBe('')
  })

  it('says nothing of a delay that a wait absorbs', () => {
    const plan = planOf([plannedStop('8:00', agreedAt('8:00')), plannedStop('9:30', agreedAt('9:30'))])
    expect(line('8:15', [['8:15', 'arrival', '8:00']], plan)).toBe('')
  })

  it('reckons a visit whose beginning was not tapped from its end', () => {
    const day: Gestures = [
      ['8:00', 'arrival', '8:00'],
      ['8:20', 'completion', '8:00'],
      ['9:00', 'completion', '8:30'],
    ]
    expect(line('9:00', day)).toBe('+10 route')
  })

  it('names the long visit, the way, and what was caught up, as one addition', () => {
    const day: Gestures = [
      ['8:00', 'arrival', '8:00'],
      ['8:34', 'completion', '8:00'],
      ['8:50', 'arrival', '8:30'],
      ['9:07', 'completion', '8:30'],
    ]
    expect(line('9:07', day)).toBe('+14 passage de 8 h, +6 route, −3 rattrapées')
    expect(explained('9:07', day).total).toBe(17)
  })

  it('does not speak of the way where nobody travels', () => {
    const plan = { ...TIGHT, travel: () => ({ minutes: 0, source: 'none' as const }) }
    const day: Gestures = [
      ['8:00', 'arrival', '8:00'],
      ['8:20', 'completion', '8:00'],
      ['8:50', 'arrival', '8:30'],
    ]
    expect(line('8:50', day, plan)).toBe('+20 entre deux, −10 rattrapées')
  })

  it('names a late start', () => {
    expect(line('8:12', [['8:12', 'arrival', '8:00']])).toBe('+12 au départ, +1 route')
    expect(line('8:07', [])).toBe('+8 au départ')
  })

  it('names what the clinician announced', () => {
    expect(line('7:50', [['7:50', 'delay', null, 20]])).toBe('+20 annoncées')
    const day: Gestures = [
      ['8:05', 'arrival', '8:00'],
      ['8:25', 'completion', '8:00'],
      ['8:26', 'delay', null, 25],
    ]
    expect(line('8:26', day)).toBe('+20 annoncées, +5 au départ')
  })

  it('blames a forgotten completion on its visit', () => {
    expect(
      line('9:00', [
        ['8:00', 'arrival', '8:00'],
        ['9:00', 'arrival', '8:30'],
      ]),
    ).toBe('+30 passage de 8 h, +1 route')
  })

  it('names the visit in progress that overruns', () => {
    expect(line('8:30', [['8:00', 'arrival', '8:00']])).toBe('+15 passage de 8 h, +1 route')
  })

  it('names a shortened rest', () => {
    const rest = { fromAt: h('8:20'), toAt: h('9:00'), atLeastMinutes: 20 }
    const plan = planOf([plannedStop('8:00', agreedAt('8:00')), plannedStop('9:10', agreedAt('9:10'))], {
      breaks: [rest],
    })
    expect(
      line(
        '8:52',
        [
          ['8:00', 'arrival', '8:00'],
          ['8:52', 'completion', '8:00'],
        ],
        plan,
      ),
    ).toBe('+32 passage de 8 h, −20 pause écourtée')
  })

  it('puts a changed order in one part', () => {
    const day: Gestures = [
      ['8:00', 'arrival', '9:00'],
      ['8:20', 'completion', '9:00'],
    ]
    expect(line('8:20', day)).toBe('+30 ordre changé')
  })

  it('follows visits in the order in which they took place', () => {
    const day: Gestures = [
      ['8:00', 'arrival', '8:30'],
      ['8:20', 'completion', '8:30'],
      ['8:30', 'arrival', '8:00'],
      ['9:05', 'completion', '8:00'],
    ]
    expect(line('9:05', day)).toBe('+15 passage de 8 h')
  })

  it('forgets what was made up for', () => {
    const plan = planOf([
      plannedStop('8:00', agreedAt('8:00')),
      plannedStop('9:00', agreedAt('9:00')),
      plannedStop('9:30', agreedAt('9:30')),
    ])
    const day: Gestures = [
      ['8:15', 'arrival', '8:00'],
      ['8:40', 'completion', '8:00'],
      ['9:00', 'arrival', '9:00'],
      ['9:31', 'completion', '9:00'],
    ]
    expect(line('9:31', day, plan)).toBe('+11 passage de 9 h')
  })

  it('counts an absence as time caught up', () => {
    const day: Gestures = [
      ['8:00', 'arrival', '8:00'],
      ['8:50', 'completion', '8:00'],
      ['8:51', 'absence', '8:30'],
    ]
    expect(line('8:51', day)).toBe('+30 passage de 8 h, −29 rattrapées')
  })

  it('always adds up to the delay, in at most four parts', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 11 })
    const kinds: Tap['kind'][] = ['arrival', 'completion']
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 0, max: 40 }),
        fc.shuffledSubarray(TIGHT.stops, { minLength: 6 }),
        (minutes, wait, order) => {
          let at = h('7:50')
          const gestures = minutes.map((step, index): Gestures[number] => {
            at = minutesLater(at, step)
            return [clock(at), kinds[index % 2] ?? 'arrival', order[Math.floor(index / 2)]?.stopId ?? null]
          })
          const { total, parts } = explained(clock(minutesLater(at, wait)), gestures)
          expect(parts.length).toBeLessThanOrEqual(4)
          if (total < 1) expect(parts).toEqual([])
          else expect(parts.reduce((sum, part) => sum + part.minutes, 0)).toBe(total)
        },
      ),
    )
  })
})
