import { Settings } from 'luxon'
import { afterEach, describe, expect, test } from 'vitest'
import { instantAt } from '../src/time.ts'

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
