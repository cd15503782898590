import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveRound, isBegunOrOver } from '../../src/rounds/round-state.ts'
import type { Tap } from '../../src/rounds/taps.ts'
import { at, tap } from '../support/taps.ts'

const PLAN = ['a', 'b', 'c', 'd']
const stopOf = (id: string, ...taps: Tap[]) => deriveRound(PLAN, taps).stops.get(id)

describe('the state of a round', () => {
  it('has everyone waiting and the first stop as the current one before any tap', () => {
    const round = deriveRound(PLAN, [])
    expect([...round.stops.values()].map(stop => stop.status)).toEqual(Array(4).fill('waiting'))
    expect(round).toMatchObject({
      current: 'a',
      upcoming: PLAN,
      lastFree: null,
      lastTap: null,
      announcedDelay: null,
    })
  })

  it('follows one visit from departure to completion', () => {
    const taps = [tap(0, 'departure', 'a'), tap(10, 'arrival', 'a'), tap(30, 'completion', 'a')]
    expect(stopOf('a', ...taps.slice(0, 1))).toMatchObject({ status: 'travelling', departedAt: at(0) })
    expect(stopOf('a', ...taps.slice(0, 2))).toMatchObject({ status: 'in_progress', arrivedAt: at(10) })
    expect(stopOf('a', ...taps)).toMatchObject({
      status: 'done',
      departedAt: at(0),
      arrivedAt: at(10),
      finishedAt: at(30),
    })
    expect(deriveRound(PLAN, taps)).toMatchObject({
      current: 'b',
      upcoming: ['b', 'c', 'd'],
      lastFree: { stopId: 'a', at: at(30) },
    })
  })

  it('takes a completion without arrival as done with an unknown start', () => {
    expect(stopOf('a', tap(30, 'completion', 'a'))).toMatchObject({
      status: 'done',
      arrivedAt: null,
      finishedAt: at(30),
    })
  })

  it('takes an arrival elsewhere as the forgotten end of the visit in progress', () => {
    const round = deriveRound(PLAN, [tap(0, 'arrival', 'a'), tap(40, 'arrival', 'b')])
    expect(round.stops.get('a')).toMatchObject({ status: 'done', finishedAt: null, finishedBy: at(40) })
    expect(round.current).toBe('b')
  })

  it('keeps the visit in progress when another one is marked as done meanwhile', () => {
    const round = deriveRound(PLAN, [
      tap(0, 'arrival', 'a'),
      tap(40, 'arrival', 'b'),
      tap(45, 'completion', 'a'),
      tap(46, 'completion', 'c'),
    ])
    expect(round.current).toBe('b')
    expect(round.stops.get('a')).toMatchObject({ status: 'done', finishedAt: null, finishedBy: at(40) })
    expect(round.stops.get('c')).toMatchObject({ status: 'done', finishedAt: null, finishedBy: at(40) })
  })

  it('ends the visit in progress when the clinician leaves for another stop', () => {
    const round = deriveRound(PLAN, [tap(0, 'arrival', 'a'), tap(20, 'departure', 'b')])
    expect(round.stops.get('a')).toMatchObject({ status: 'done', finishedAt: at(20) })
    expect(round).toMatchObject({ current: 'b', lastFree: { stopId: 'a', at: at(20) } })
  })

  it('makes a stop wait again when the clinician turns towards another one', () => {
    expect(stopOf('a', tap(0, 'departure', 'a'), tap(5, 'departure', 'b'))).toMatchObject({
      status: 'waiting',
      departedAt: null,
    })
    expect(stopOf('a', tap(0, 'departure', 'a'), tap(5, 'arrival', 'b'))).toMatchObject({
      status: 'waiting',
      departedAt: null,
    })
  })

  it('takes visits out of order as ordinary', () => {
    const round = deriveRound(PLAN, [tap(0, 'arrival', 'c'), tap(20, 'completion', 'c')])
    expect(round).toMatchObject({ current: 'a', upcoming: ['a', 'b', 'd'] })
  })

  it('puts the stop travelled to first among those to come', () => {
    expect(deriveRound(PLAN, [tap(0, 'departure', 'c')])).toMatchObject({
      current: 'c',
      upcoming: ['c', 'a', 'b', 'd'],
    })
  })

  it('leaves the absent out, at the door or by telephone', () => {
    const atTheDoor = deriveRound(PLAN, [tap(5, 'absence', 'a')])
    expect(atTheDoor).toMatchObject({ current: 'b', lastFree: { stopId: 'a', at: at(5) } })
    const byTelephone = deriveRound(PLAN, [tap(5, 'absence', 'c')])
    expect(byTelephone).toMatchObject({ current: 'a', upcoming: ['a', 'b', 'd'], lastFree: null })
    expect(byTelephone.stops.get('c')).toMatchObject({ status: 'absent', absentAt: at(5) })
  })

  it('visits someone after all who had been absent', () => {
    expect(stopOf('a', tap(5, 'absence', 'a'), tap(60, 'arrival', 'a'))).toMatchObject({
      status: 'in_progress',
      arrivedAt: at(60),
      absentAt: null,
    })
  })

  it('keeps done what is done, whatever arrives there later', () => {
    const done = [tap(0, 'arrival', 'a'), tap(20, 'completion', 'a')]
    for (const kind of ['arrival', 'departure', 'completion'] as const)
      expect(stopOf('a', ...done, tap(30, kind, 'a'))).toMatchObject({
        status: 'done',
        arrivedAt: at(0),
        finishedAt: at(20),
      })
  })

  it('keeps the first of two arrivals', () => {
    expect(stopOf('a', tap(0, 'arrival', 'a'), tap(3, 'arrival', 'a'))).toMatchObject({ arrivedAt: at(0) })
  })

  it('holds an announced delay until the next arrival', () => {
    const said = tap(10, 'delay', null, { minutes: 20 })
    expect(deriveRound(PLAN, [tap(0, 'arrival', 'a'), said]).announcedDelay).toEqual({
      minutes: 20,
      at: at(10),
    })
    expect(deriveRound(PLAN, [said, tap(12, 'completion', 'a')]).announcedDelay).not.toBeNull()
    expect(deriveRound(PLAN, [said, tap(15, 'arrival', 'b')]).announcedDelay).toBeNull()
    expect(deriveRound(PLAN, [said, tap(12, 'delay', null, { minutes: 5 })]).announcedDelay).toMatchObject({
      minutes: 5,
    })
  })

  it('ignores taps on stops that are not of this round', () => {
    expect(deriveRound(PLAN, [tap(0, 'arrival', 'elsewhere')])).toEqual(deriveRound(PLAN, []))
  })

  it('says when a visit has begun or is over', () => {
    const begun = (...taps: Tap[]) => isBegunOrOver(stopOf('a', ...taps)!)
    expect([begun(), begun(tap(0, 'departure', 'a'))]).toEqual([false, false])
    expect([
      begun(tap(0, 'arrival', 'a')),
      begun(tap(0, 'completion', 'a')),
      begun(tap(0, 'absence', 'a')),
    ]).toEqual([true, true, true])
  })
})

describe('whatever the taps', () => {
  const ids = fc.constantFrom(...Array.from({ length: 12 }, (_, index) => `tap-${index}`))
  const anyTap: fc.Arbitrary<Tap> = fc.record({
    id: ids,
    stopId: fc.constantFrom(...PLAN, 'elsewhere', null),
    kind: fc.constantFrom<Tap['kind']>(
      'departure',
      'arrival',
      'completion',
      'absence',
      'delay',
      'undo',
      'correction',
    ),
    happenedAt: fc.integer({ min: 0, max: 20 }),
    receivedAt: fc.integer({ min: 0, max: 20 }),
    minutes: fc.constantFrom(null, 10, 20),
    ofTapId: fc.option(ids),
  })
  const anyDay = fc.uniqueArray(anyTap, { selector: each => each.id, maxLength: 12 })
  const dayAndShuffle = anyDay.chain(taps =>
    fc.tuple(fc.constant(taps), fc.shuffledSubarray(taps, { minLength: taps.length })),
  )

  it('the order in which they reach us does not matter', () => {
    fc.assert(
      fc.property(dayAndShuffle, ([taps, shuffled]) => {
        expect(deriveRound(PLAN, shuffled)).toEqual(deriveRound(PLAN, taps))
      }),
    )
  })

  it('the same tap twice counts once', () => {
    fc.assert(
      fc.property(dayAndShuffle, ([taps, again]) => {
        expect(deriveRound(PLAN, [...taps, ...again])).toEqual(deriveRound(PLAN, taps))
      }),
    )
  })

  it('at most one visit is in progress, at most one stop is travelled to, and nobody is lost', () => {
    fc.assert(
      fc.property(anyDay, taps => {
        const round = deriveRound(PLAN, taps)
        const statuses = [...round.stops.values()].map(stop => stop.status)
        expect(statuses.filter(status => status === 'in_progress').length).toBeLessThanOrEqual(1)
        expect(statuses.filter(status => status === 'travelling').length).toBeLessThanOrEqual(1)
        expect([...round.stops.keys()]).toEqual(PLAN)
        expect(round.upcoming.toSorted()).toEqual(PLAN.filter(id => !isBegunOrOver(round.stops.get(id)!)))
      }),
    )
  })
})
