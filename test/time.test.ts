import fc from 'fast-check'
import { DateTime, Settings } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import { addDays, dayBounds, instantAt, localDate, localTime, toEpochMs, toInstant } from '../src/time.ts'

const { now } = Settings
afterEach(() => {
  Settings.now = now
})

describe.each(['2026-01-15', '2026-07-15'])('a time of day, read on %s', readOn => {
  test.each([
    ['in winter', '2026-11-25', '09:40', 'Europe/Paris', '2026-11-25T08:40:00.000Z'],
    ['in summer', '2026-07-14', '09:40', 'Europe/Paris', '2026-07-14T07:40:00.000Z'],
    ['on an island without summer time', '2026-07-14', '09:40', 'Indian/Reunion', '2026-07-14T05:40:00.000Z'],
    ['that autumn repeats is the first', '2026-10-25', '02:40', 'Europe/Paris', '2026-10-25T00:40:00.000Z'],
    ['that spring skips is an hour later', '2026-03-29', '02:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
  ])('%s', (_case, on, time, zone, instant) => {
    Settings.now = () => Date.parse(readOn)
    expect(instantAt(on, time, zone)).toBe(instant)
  })
})

describe('the time of day and the day of an instant', () => {
  test('are those of the zone, at every quarter of an hour of the nights when clocks change', () => {
    for (const night of ['2026-03-29T00:00:00.000Z', '2026-10-25T00:00:00.000Z', '1969-12-31T22:00:00.000Z'])
      for (const zone of ['Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'Pacific/Marquesas'])
        for (let minute = 0; minute < 240; minute += 5) {
          const instant = new Date(Date.parse(night) + minute * 60_000 + 59_999).toISOString()
          const there = DateTime.fromISO(instant, { zone })
          expect(localTime(instant, zone)).toBe(there.toFormat('HH:mm'))
          expect(localDate(instant, zone)).toBe(there.toFormat('yyyy-MM-dd'))
        }
  })
})

describe('the bounds of a day', () => {
  test.each([
    ['in spring', '2026-03-29', 23],
    ['in autumn', '2026-10-25', 25],
    ['any other', '2026-11-25', 24],
  ])('%s', (_when, on, hours) => {
    const { from, to } = dayBounds(on, 'Europe/Paris')
    expect((toEpochMs(to) - toEpochMs(from)) / 3_600_000).toBe(hours)
    expect(localDate(from, 'Europe/Paris')).toBe(on)
    expect(localTime(from, 'Europe/Paris')).toBe('00:00')
  })

  test('are the first instants of both days, wherever it is', () => {
    const zones = [
      'Europe/Paris',
      'America/Martinique',
      'Indian/Reunion',
      'America/Miquelon',
      'Pacific/Noumea',
    ]
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8000 }), fc.constantFrom(...zones), (day, zone) => {
        const on = addDays('2015-01-01', day)
        const { from, to } = dayBounds(on, zone)
        const start = DateTime.fromISO(on, { zone }).startOf('day')
        expect(from).toBe(toInstant(start.toMillis()))
        expect(to).toBe(toInstant(start.plus({ days: 1 }).startOf('day').toMillis()))
      }),
      { numRuns: 300 },
    )
  })
})
