import { describe, expect, it } from 'vitest'
import { readVisits } from '../../src/replay/recorded-visit.ts'
import { csvOf, HEADER, recorded } from './recording.ts'

const good = recorded([[0, 20], null])
const changed = (column: string, value: string): string => {
  const cells = good.split('\n')[0]!.split(',')
  cells[HEADER.split(',').indexOf(column)] = value
  return csvOf(cells.join(','))
}

describe('a recorded visit', () => {
  it('is read whatever the order of the columns, and others beside them', () => {
    const order = HEADER.split(',').reverse()
    const cells = good.split('\n')[0]!.split(',').reverse()
    const csv = `\uFEFF${['note', ...order].join(',')}\r\n${['"a, b"', ...cells].join(',')}\r\n`
    expect(readVisits(csv)).toMatchObject([
      { visit: 'camille-2026-03-10-1', seq: 1, place: 'home', plannedMinutes: 20, toleranceMinutes: 15 },
    ])
  })

  it('did not take place where both taps are empty', () => {
    expect(readVisits(csvOf(good))).toMatchObject([{}, { arrivedAt: null, finishedAt: null }])
  })

  it.each([
    ['arrived_at', '2026-03-10T09:00:00+01:00', 'finished_at is before arrived_at'],
    ['finished_at', '', 'finished_at is empty though arrived_at is not'],
    ['planned_at', '2026-03-10T08:00:00', 'planned_at is not an instant with its offset'],
    ['arrived_at', 'soon', 'arrived_at is not an instant with its offset'],
    ['travel_minutes', '-1', 'travel_minutes is negative'],
    ['travel_minutes', '', 'travel_minutes is empty'],
    ['seq', 'first', 'seq is not a number'],
    ['place', 'car', 'place is neither home nor practice'],
    ['day', '2026-02-30', 'day is not a date'],
  ])('is refused with its line and reason: %s %s', (column, value, reason) => {
    expect(readVisits(changed(column, value))).toEqual({ line: 2, reason })
  })

  it('is refused when it occurs twice, or a column is missing', () => {
    expect(readVisits(csvOf(good, good))).toEqual({
      line: 4,
      reason: 'visit camille-2026-03-10-1 occurs twice',
    })
    for (const csv of ['day,visit\n2026-03-10,a', 'day,visit', ''])
      expect(readVisits(csv)).toEqual({
        line: 1,
        reason: expect.stringMatching(/^the column \w+ is missing$/),
      })
  })
})
