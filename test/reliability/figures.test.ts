import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { announcedByText } from '../../src/reliability/announced.ts'
import { coverage, punctuality } from '../../src/reliability/punctuality.ts'
import { lowestBelievable, quantile, shareOf } from '../../src/reliability/share.ts'
import { leadMinutes, type Telling, toldOfDelay } from '../../src/reliability/told.ts'
import { clock, h, minutesLater, window } from '../support/plan.ts'
import { begun, call, measuredOf, pastVisit, tellings, text } from './visits.ts'

/** « 9:07 » for 7. */
const after9 = (minutes: number): string => clock(minutesLater(h('9:00'), minutes))

describe('a share', () => {
  it('has a percentage from 20 cases on', () => {
    expect(shareOf(12, 47)).toEqual({ count: 12, of: 47, percent: 26 })
    expect(shareOf(5, 19).percent).toBeNull()
    expect(shareOf(5, 20).percent).toBe(25)
  })

  it('is believed down to what chance would still allow', () => {
    // Wilson’s interval at 99 %, by hand: (0.33295 − 0.19490) / 1.16590.
    expect(lowestBelievable(10, 40)).toBeCloseTo(0.1184, 4)
    expect(lowestBelievable(0, 40)).toBeCloseTo(0, 10)
  })

  it('counts a quantile as people do: 9 of 10 are not above it', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100]
    expect(quantile(ten, 0.9)).toBe(9)
    expect(quantile(ten, 0.5)).toBe(5)
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.constantFrom(0.1, 0.5, 0.9),
        (values, share) => {
          const sorted = values.toSorted((a, b) => a - b)
          const found = quantile(sorted, share)
          expect(sorted.filter(each => each <= found).length).toBeGreaterThanOrEqual(share * sorted.length)
          expect(sorted.filter(each => each < found).length).toBeLessThan(Math.max(share * sorted.length, 1))
        },
      ),
    )
  })
})

describe('punctuality', () => {
  it('counts who began late, and what half and nine in ten did not exceed', () => {
    // 20 visits, from 3 minutes early to 16 minutes late: only the last is past the tolerance of 15.
    const visits = begun(Array.from({ length: 20 }, (_, index) => after9(index - 3)))
    expect(punctuality(visits)).toEqual({
      late: { count: 1, of: 20, percent: 5 },
      delay: { half: 6, nineInTen: 14 },
    })
  })

  it('gives neither percentage nor quantiles for fewer than 20 visits', () => {
    expect(punctuality(begun(['9:00', '9:20']))).toEqual({
      late: { count: 1, of: 2, percent: null },
      delay: null,
    })
  })

  it('says what became of the visits that it cannot compare', () => {
    const nothing = { agreedAt: null, windowFrom: null, windowTo: null, toleranceMinutes: null }
    const visits = [
      pastVisit('a', '9:00'),
      pastVisit('b', null),
      pastVisit('c', null, { beginning: { kind: 'absent' } }),
      pastVisit('d', null, { beginning: { kind: 'start_unknown' } }),
      pastVisit('e', '9:00', { agreement: nothing }),
    ]
    expect(coverage(visits, measuredOf(...visits).length)).toEqual({
      planned: 5,
      compared: 1,
      startUnknown: 1,
      absent: 1,
      untapped: 1,
      nothingAgreed: 1,
    })
  })
})

describe('who was told of a delay', () => {
  const told = (...said: Telling[]) => leadMinutes(begun(['9:40'])[0]!, tellings(...said))

  it('counts from the first text or call to the agreed time', () => {
    expect(told(text('stop-0', '8:25', 'late', ['9:30', '9:45']))).toBe(35)
    expect(told(call('stop-0', '8:50'))).toBe(10)
    expect(told(call('stop-0', '8:50'), text('stop-0', '8:25', 'late', ['9:30', '9:45']))).toBe(35)
    expect(told(text('stop-0', '9:10', 'late', ['9:35', '9:45']))).toBe(-10)
  })

  it('takes what is said once the visit has begun for nothing', () => {
    expect(told(text('stop-0', '9:40', 'late', ['9:40', '9:50']))).toBeNull()
    expect(told()).toBeNull()
  })

  it('takes somebody told « à l’heure » since for not told, until told again', () => {
    const late = text('stop-0', '8:00', 'late', ['9:30', '9:45'])
    const onTime = text('stop-0', '8:20', 'on_time', ['9:00', '9:00'])
    expect(told(late, onTime)).toBeNull()
    expect(told(late, onTime, call('stop-0', '8:52'))).toBe(8)
  })

  it('counts before the end of a window', () => {
    const visits = begun(['10:20'], { agreement: window('9:00', '10:00') })
    expect(leadMinutes(visits[0]!, tellings(call('stop-0', '9:40')))).toBe(20)
  })

  it('adds up over late visits only, each share containing the next', () => {
    const visits = begun(['9:40', '9:40', '9:40', '9:40', '9:05'])
    const said = tellings(
      text('stop-0', '8:30', 'late', ['9:30', '9:45']),
      text('stop-1', '8:45', 'late', ['9:30', '9:45']),
      text('stop-2', '9:20', 'late', ['9:30', '9:45']),
      text('stop-4', '8:00', 'late', ['9:30', '9:45']),
    )
    expect(toldOfDelay(visits, said)).toEqual({
      before: { count: 3, of: 4, percent: null },
      atLeast15: { count: 2, of: 4, percent: null },
      atLeast30: { count: 1, of: 4, percent: null },
    })
  })

  it('never loses anybody by telling earlier', () => {
    const minute = fc.integer({ min: -90, max: 39 })
    fc.assert(
      fc.property(minute, fc.nat(60), (minutes, earlier) => {
        const visit = begun(['9:40'])[0]!
        const saidAt = (at: number) => tellings(call('stop-0', clock(minutesLater(h('9:00'), at))))
        expect(leadMinutes(visit, saidAt(minutes - earlier))).toBe(-minutes + earlier)
      }),
    )
  })
})

describe('what texts announced', () => {
  it('was right where the visit truly began late, and held where it began in the last range', () => {
    const visits = begun(['9:40', '9:25', '9:55', '9:05', '9:02'])
    const range: [string, string] = ['9:30', '9:45']
    const said = tellings(
      text('stop-0', '8:30', 'late', ['9:20', '9:35']),
      text('stop-0', '8:50', 'update', range),
      text('stop-1', '8:30', 'late', range),
      text('stop-2', '8:30', 'late', range),
      text('stop-3', '8:30', 'late', range),
      text('stop-3', '8:50', 'on_time', ['9:00', '9:00']),
      call('stop-4', '8:30'),
    )
    expect(announcedByText(visits, said)).toEqual({
      right: { count: 3, of: 4, percent: null },
      inRange: { count: 1, of: 3, percent: null },
      earlier: 1,
      later: 1,
      calledBack: 1,
    })
  })

  it('is not judged by what left after the visit began', () => {
    const said = tellings(text('stop-0', '9:41', 'late', ['9:30', '9:45']))
    expect(announcedByText(begun(['9:40']), said).right.of).toBe(0)
  })

  it('adds up: in the range, before it, after it, called back', () => {
    const anyText = fc.record({
      stop: fc.nat(3),
      minute: fc.integer({ min: -60, max: 60 }),
      by: fc.constantFrom('late' as const, 'update' as const, 'on_time' as const),
      from: fc.integer({ min: 0, max: 40 }),
    })
    fc.assert(
      fc.property(
        fc.array(anyText),
        fc.array(fc.integer({ min: -10, max: 60 }), { minLength: 4, maxLength: 4 }),
        (texts, starts) => {
          const said = texts.map(({ stop, minute, by, from }) =>
            text(`stop-${stop}`, after9(minute), by, [after9(from), after9(from + 10)]),
          )
          const { right, inRange, earlier, later, calledBack } = announcedByText(
            begun(starts.map(after9)),
            tellings(...said),
          )
          expect(inRange.count + earlier + later).toBe(inRange.of)
          expect(inRange.of + calledBack).toBe(right.of)
          expect(right.count).toBeLessThanOrEqual(right.of)
        },
      ),
    )
  })
})
