import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hoursAround, placeOf, ROWS_A_DAY, rowsOf, timeOfRow } from '../../src/agenda-pages/grid.ts'
import type { LocalDate, LocalTime } from '../../src/terms.ts'
import { addDays, instantAt, localTime, minutesToMs, toEpochMs, toInstant } from '../../src/time.ts'

const PARIS = 'Europe/Paris'

const rows = (on: LocalDate, time: LocalTime, minutes: number, zone = PARIS) => {
  const from = toEpochMs(instantAt(on, time, zone))
  return rowsOf(on, { from, to: from + minutesToMs(minutes) }, zone)
}

describe('the rows of a day', () => {
  test('are of five minutes, by what clocks show', () => {
    expect(rows('2026-11-25', '08:00', 30)).toEqual({ from: 96, to: 102 })
    expect(rows('2026-11-25', '10:05', 10)).toEqual({ from: 121, to: 123 })
    expect(placeOf({ from: 121, to: 123 })).toEqual({ h: 10, m: 5, th: 10, tm: 15 })
    expect(placeOf({ from: 282, to: 288 })).toEqual({ h: 23, m: 30, th: 24, tm: 0 })
  })

  test('begin and end with what begins and ends between two of them', () => {
    const from = toEpochMs('2026-11-25T07:03:00.000Z')
    expect(rowsOf('2026-11-25', { from, to: from + minutesToMs(10) }, PARIS)).toEqual({ from: 96, to: 99 })
  })

  test('keep an hour of the spring night that never was, and one of the autumn night that comes twice', () => {
    expect(rows('2026-03-29', '01:45', 30)).toEqual({ from: 21, to: 39 })
    expect(rows('2026-03-29', '09:00', 30)).toEqual({ from: 108, to: 114 })
    // From 2 h 50 in summer time to 2 h 20 in winter time.
    expect(rows('2026-10-25', '02:50', 30)).toEqual({ from: 34, to: 40 })
    expect(rows('2026-10-25', '09:00', 30)).toEqual({ from: 108, to: 114 })
  })

  test('cut off what belongs to the day before or after', () => {
    const night = { from: '2026-11-25T22:30:00.000Z', to: '2026-11-26T00:00:00.000Z' }
    const taken = { from: toEpochMs(night.from), to: toEpochMs(night.to) }
    expect(rowsOf('2026-11-25', taken, PARIS)).toEqual({ from: 282, to: 288 })
    expect(rowsOf('2026-11-26', taken, PARIS)).toEqual({ from: 0, to: 12 })
    expect(rowsOf('2026-11-27', taken, PARIS)).toBeUndefined()
  })

  test('hold the hours that are worked, and a usual day at least', () => {
    const usual = { from: 96, to: 228 }
    expect(hoursAround([], usual)).toEqual({ first: 8, last: 19 })
    expect(hoursAround([{ from: 78, to: 80 }], usual)).toEqual({ first: 6, last: 19 })
    expect(hoursAround([{ from: 96, to: 240 }], usual)).toEqual({ first: 8, last: 20 })
  })

  test('are within the day, never empty, and where the clock says, on any day of any zone', () => {
    const zones = ['Europe/Paris', 'Indian/Reunion', 'America/Cayenne', 'Pacific/Noumea', 'America/Miquelon']
    const days = fc.integer({ min: 0, max: 730 }).map(day => addDays('2026-01-01', day))
    const property = fc.property(
      days,
      fc.integer({ min: 0, max: 287 }),
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom(...zones),
      (on, row, minutes, zone) => {
        const from = toEpochMs(instantAt(on, timeOfRow(row), zone))
        const found = rowsOf(on, { from, to: from + minutesToMs(minutes) }, zone, 3)!
        expect(found.from).toBeGreaterThanOrEqual(0)
        expect(found.to).toBeLessThanOrEqual(ROWS_A_DAY)
        expect(found.to - found.from).toBeGreaterThanOrEqual(3)
        if (row <= ROWS_A_DAY - 3) expect(timeOfRow(found.from)).toBe(localTime(toInstant(from), zone))
      },
    )
    fc.assert(property, { numRuns: 400 })
  })
})
