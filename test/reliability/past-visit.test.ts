import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Beginning, beginningOf, plainBeginning } from '../../src/reliability/past-visit.ts'
import { deriveRound } from '../../src/rounds/round-state.ts'
import type { Tap } from '../../src/rounds/taps.ts'
import { agreedAt, window } from '../support/plan.ts'
import { at, correction, tap, undo } from '../support/taps.ts'
import { measuredOf, pastVisit } from './visits.ts'

const STOPS = ['a', 'b', 'c']

/** The taps of a stop added up, as the database does it. */
const summaryOf = (taps: Tap[]) => {
  const times = (kind: Tap['kind']) => taps.filter(each => each.kind === kind).map(each => each.happenedAt)
  const first = (all: number[]) => (all.length === 0 ? null : Math.min(...all))
  return {
    arrivedAt: first(times('arrival')),
    completedAt: first(times('completion')),
    arrivals: times('arrival').length,
    others: taps.filter(each => !['departure', 'arrival', 'completion'].includes(each.kind)).length,
  }
}

/** Any gestures of a day on three stops, some of them undone or corrected. */
const anyTaps = fc
  .array(
    fc.record({
      minute: fc.integer({ min: 0, max: 30 }),
      kind: fc.constantFrom('departure', 'arrival', 'completion', 'absence', 'undo', 'correction'),
      stop: fc.constantFrom(...STOPS),
      target: fc.nat(20),
      received: fc.integer({ min: 0, max: 60 }),
    }),
    { maxLength: 16 },
  )
  .map(gestures => {
    const taps: Tap[] = []
    for (const [index, { minute, kind, stop, target, received }] of gestures.entries()) {
      const of = taps[target % Math.max(1, taps.length)]
      const about = kind === 'undo' || kind === 'correction' ? of : undefined
      if ((kind === 'undo' || kind === 'correction') && !of) continue
      const more = { id: `tap-${index}`, receivedAt: at(received), ofTapId: about?.id ?? null }
      taps.push(tap(minute, kind as Tap['kind'], about?.stopId ?? stop, more))
    }
    return taps
  })

/** What the round itself says of each stop. */
const asTheRoundSays = (taps: Tap[]): Map<string, Beginning> =>
  new Map(
    [...deriveRound(STOPS, taps).stops].map(([id, { status, arrivedAt }]): [string, Beginning] => {
      if (status === 'absent') return [id, { kind: 'absent' }]
      if (arrivedAt !== null) return [id, { kind: 'begun', at: arrivedAt }]
      return [id, { kind: status === 'done' ? 'start_unknown' : 'untapped' }]
    }),
  )

describe('the beginning of a past visit', () => {
  it('is the one that the whole round says, whatever was tapped elsewhere', () => {
    fc.assert(
      fc.property(anyTaps, taps => {
        const said = asTheRoundSays(taps)
        for (const id of STOPS) {
          const own = taps.filter(each => each.stopId === id)
          expect(beginningOf(id, own)).toEqual(said.get(id))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('read from taps that were only added up is never another one', () => {
    fc.assert(
      fc.property(anyTaps, taps => {
        const said = asTheRoundSays(taps)
        for (const id of STOPS) {
          const plain = plainBeginning(summaryOf(taps.filter(each => each.stopId === id)))
          if (plain) expect(plain).toEqual(said.get(id))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('needs no reading of single taps on an ordinary day', () => {
    const taps = [tap(5, 'departure', 'a'), tap(10, 'arrival', 'a'), tap(25, 'completion', 'a')]
    expect(plainBeginning(summaryOf(taps))).toEqual({ kind: 'begun', at: at(10) })
    expect(plainBeginning(summaryOf([]))).toEqual({ kind: 'untapped' })
    expect(plainBeginning(summaryOf(taps.slice(2)))).toEqual({ kind: 'start_unknown' })
  })

  it('follows a correction, and forgets what was undone', () => {
    const arrival = tap(10, 'arrival', 'a')
    expect(beginningOf('a', [arrival, correction(30, arrival, 4)])).toEqual({ kind: 'begun', at: at(4) })
    expect(beginningOf('a', [arrival, undo(11, arrival)])).toEqual({ kind: 'untapped' })
    expect(beginningOf('a', [tap(10, 'absence', 'a')])).toEqual({ kind: 'absent' })
  })
})

describe('a measured visit', () => {
  it('is late after the agreed time and its tolerance, or after the end of the window', () => {
    const visits = measuredOf(
      pastVisit('at its tolerance', '9:15'),
      pastVisit('past it', '9:16'),
      pastVisit('told late earlier by its cadre', '9:06', { agreement: agreedAt('9:00', 5) }),
      pastVisit('inside the window', '9:59', { agreement: window('9:00', '10:00') }),
      pastVisit('past the window', '10:01', { agreement: window('9:00', '10:00') }),
    )
    expect(visits.filter(visit => visit.late).map(visit => visit.stopId)).toEqual([
      'past it',
      'told late earlier by its cadre',
      'past the window',
    ])
    expect(visits.map(visit => visit.delayMinutes)).toEqual([15, 16, 6, 0, 1])
  })

  it('needs a known beginning and something agreed', () => {
    const nothing = { agreedAt: null, windowFrom: null, windowTo: null, toleranceMinutes: null }
    expect(measuredOf(pastVisit('a', null), pastVisit('b', '9:00', { agreement: nothing }))).toEqual([])
  })
})
