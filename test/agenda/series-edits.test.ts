import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inSafeOrder, laidOutBy, planEdit, type SeriesShape } from '../../src/agenda/series-edits.ts'
import { toInstant } from '../../src/time.ts'
import { at, moment, ZONE } from './series-scene.ts'

const shape: SeriesShape = {
  rule: { unit: 'week', interval: 1, moments: [moment([1, 3, 5], '10:30')] },
  fromOn: '2026-10-12',
  clinicianId: 'bastien',
  place: 'practice',
  durationMinutes: 30,
}

const row = (on: string, time: string, more = {}) => ({
  on,
  clinician_id: 'bastien',
  place: 'practice' as const,
  duration_minutes: 30,
  agreed_at: toInstant(at(on, time)),
  window_from_at: null,
  window_to_at: null,
  ...more,
})

describe('an appointment of a series', () => {
  const isAsLaidOut = laidOutBy(shape, '2026-12-31', ZONE)

  test('is as it was laid out, on either side of the change of the clocks', () => {
    expect(isAsLaidOut(row('2026-10-23', '10:30'))).toBe(true)
    expect(isAsLaidOut(row('2026-10-26', '10:30'))).toBe(true)
  })

  test.each([
    ['another day', row('2026-10-22', '10:30')],
    ['another time', row('2026-10-23', '11:00')],
    ['another length', row('2026-10-23', '10:30', { duration_minutes: 45 })],
    ['another place', row('2026-10-23', '10:30', { place: 'home' })],
    ['somebody else', row('2026-10-23', '10:30', { clinician_id: 'camille' })],
  ])('is not, once somebody gave it %s', (_what, changed) => {
    expect(isAsLaidOut(changed)).toBe(false)
  })

  test('counts the weeks of its rhythm from the first day of the series', () => {
    const everyOther = laidOutBy({ ...shape, rule: { ...shape.rule, interval: 2 } }, '2026-12-31', ZONE)
    expect(everyOther(row('2026-10-19', '10:30'))).toBe(false)
    expect(everyOther(row('2026-10-26', '10:30'))).toBe(true)
  })
})

describe('laying out anew what is ahead', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 30 })).map(drawn => drawn.sort((a, b) => a - b))

  test('every date asked for is had once, and nothing is lost: each one stays, moves or is taken out', () => {
    fc.assert(
      fc.property(numbers, numbers, (rows, lines) => {
        const plan = planEdit(rows, lines, (a, b) => a === b)
        const had = [...plan.same, ...plan.moved.map(({ line }) => line), ...plan.added]
        expect(had.sort((a, b) => a - b)).toEqual(lines)
        const left = [...plan.same, ...plan.moved.map(({ row }) => row), ...plan.removed]
        expect(left.sort((a, b) => a - b)).toEqual(rows)
        for (const one of rows) if (lines.includes(one)) expect(plan.same).toContain(one)
      }),
    )
  })

  test('nobody moves to where another one of the series still is', () => {
    fc.assert(
      fc.property(numbers, numbers, (rows, lines) => {
        const { moved } = planEdit(rows, lines, (a, b) => a === b)
        const waiting = new Set(moved.map(({ row }) => row))
        for (const { row, line } of inSafeOrder(moved, (move, other) => move.line === other.row)) {
          waiting.delete(row)
          expect(waiting.has(line)).toBe(false)
        }
      }),
    )
  })
})
