import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spreads } from '../../src/reliability/spread.ts'
import { axisOf, placeOn, STRIP_WIDTH, stripOf } from '../../src/reliability/strip.ts'
import { agreedWords, startsWords, widthWords } from '../../src/reliability/words.ts'
import { agreedAt, clock, h, minutesLater, window } from '../support/plan.ts'
import { begun, measuredOf, pastVisit } from './visits.ts'

const startsAt = (...minutes: number[]) => minutes.map(each => clock(minutesLater(h('9:00'), each)))

/** Simple spaces, for reading. */
const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('how far somebody’s hour spreads', () => {
  it('leaves out the earliest and the latest of ten', () => {
    const [spread] = spreads(begun(startsAt(2, -20, 4, 6, 8, 10, 12, 14, 22, 90)))
    expect(spread).toMatchObject({
      visits: 10,
      from: 2,
      half: 8,
      to: 22,
      agreed: { from: '09:00', to: '09:00' },
    })
    expect(plain(startsWords(spread!))).toBe('9 h 02 – 9 h 22')
    expect(plain(widthWords(spread!))).toBe('20 min')
  })

  it('is not told of fewer than ten visits', () => {
    expect(spreads(begun(startsAt(1, 2, 3, 4, 5, 6, 7, 8, 9)))).toEqual([])
  })

  it('holds 8 of 10 visits, whatever they are', () => {
    const minutes = fc.array(fc.integer({ min: -300, max: 300 }), { minLength: 10, maxLength: 60 })
    fc.assert(
      fc.property(minutes, all => {
        const [spread] = spreads(begun(startsAt(...all)))
        const inside = all.filter(each => spread!.from <= each && each <= spread!.to)
        expect(inside.length).toBeGreaterThanOrEqual(0.8 * all.length)
      }),
    )
  })

  it('tells mornings from evenings, and pools what is too rare to stand alone', () => {
    const at = (times: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        pastVisit(`${times}-${index}`, times, { agreement: agreedAt(times) }),
      )
    const found = spreads(
      measuredOf(...at('6:30', 10), ...at('17:30', 12), ...at('11:00', 6), ...at('14:00', 5)),
    )
    expect(found.map(spread => [plain(agreedWords(spread)), spread.visits])).toEqual([
      ['17 h 30', 12],
      ['heures variables', 11],
      ['6 h 30', 10],
    ])
  })

  it('shows the most scattered first', () => {
    const steady = begun(startsAt(0, 0, 0, 0, 1, 1, 1, 2, 2, 3))
    const scattered = begun(startsAt(0, 5, 10, 15, 20, 25, 30, 35, 40, 45), { patientId: 'perrot' })
    expect(spreads([...steady, ...scattered]).map(spread => spread.patientId)).toEqual(['perrot', 'delmas'])
  })

  it('counts from the start of a window and says how long it is', () => {
    const [spread] = spreads(
      begun(startsAt(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), { agreement: window('9:00', '10:00') }),
    )
    expect(spread).toMatchObject({ windowMinutes: 60, from: 2, to: 9 })
    expect(plain(agreedWords(spread!))).toBe('9 h – 10 h')
  })

  it('is said relative to what was agreed where that differs', () => {
    const times = ['8:00', '9:00', '10:00', '11:00', '12:00']
    const visits = [...times, ...times].map((time, index) =>
      pastVisit(`${index}`, clock(minutesLater(h(time), index - 2)), { agreement: agreedAt(time) }),
    )
    const [spread] = spreads(measuredOf(...visits))
    expect(plain(startsWords(spread!))).toBe('de 1 min avant à 6 min après')
  })
})

describe('a strip', () => {
  const offsets = fc.array(fc.integer({ min: -600, max: 600 }), { minLength: 10, maxLength: 30 })

  it('stays inside its drawing, whatever the day was', () => {
    fc.assert(
      fc.property(fc.array(offsets, { minLength: 1, maxLength: 4 }), people => {
        const all = people.flatMap((minutes, index) =>
          spreads(begun(startsAt(...minutes), { patientId: `${index}` })),
        )
        const axis = axisOf(all)!
        for (const { agreed, band, ticks } of all.map(spread => stripOf(spread, axis))) {
          const places = [agreed, band.x, ...[...ticks.matchAll(/M(\d+) /g)].map(found => Number(found[1]))]
          for (const x of places) {
            expect(x).toBeGreaterThanOrEqual(0)
            expect(x).toBeLessThanOrEqual(STRIP_WIDTH)
          }
        }
        expect(axis.marks).toContain(0)
        expect(axis.marks.length).toBeLessThanOrEqual(9)
      }),
    )
  })

  it('keeps the order of time', () => {
    const axis = axisOf(spreads(begun(startsAt(-5, 0, 5, 10, 15, 20, 25, 30, 35, 40))))!
    expect(placeOn(axis, -5)).toBeLessThan(placeOn(axis, 0))
    expect(placeOn(axis, 0)).toBeLessThan(placeOn(axis, 40))
  })

  it('is not drawn without anybody', () => {
    expect(axisOf([])).toBeUndefined()
  })
})
