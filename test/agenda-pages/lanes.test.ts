import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { freeRows, leftOf, outside } from '../../src/agenda-pages/free-rows.ts'
import { ROWS_A_DAY, type Rows } from '../../src/agenda-pages/grid.ts'
import { inLanes } from '../../src/agenda-pages/lanes.ts'

const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 280 }), fc.integer({ min: 1, max: 40 }))
    .map(([from, rows]) => ({ from, to: Math.min(ROWS_A_DAY, from + rows) })),
  { maxLength: 40 },
)

const meet = (a: Rows, b: Rows): boolean => a.from < b.to && b.from < a.to

describe('what overlaps', () => {
  test('stands side by side, what follows has the whole width again', () => {
    const day = [
      { id: 'a', from: 96, to: 102 },
      { id: 'b', from: 96, to: 102 },
      { id: 'c', from: 102, to: 108 },
    ]
    expect(inLanes(day, 3).placed).toEqual([
      { id: 'a', from: 96, to: 102, lane: 0, of: 2 },
      { id: 'b', from: 96, to: 102, lane: 1, of: 2 },
      { id: 'c', from: 102, to: 108, lane: 0, of: 1 },
    ])
  })

  test('shares a lane again as soon as it is free, also next to something long', () => {
    const day = [
      { id: 'long', from: 96, to: 120 },
      { id: 'a', from: 96, to: 102 },
      { id: 'b', from: 102, to: 108 },
    ]
    expect(inLanes(day, 3).placed.map(({ id, lane, of }) => [id, lane, of])).toEqual([
      ['long', 0, 2],
      ['a', 1, 2],
      ['b', 1, 2],
    ])
  })

  test('is folded into the last lane when there is too much of it', () => {
    const day = Array.from({ length: 6 }, (_, id) => ({ id, from: 96, to: 102 }))
    const { placed, folded } = inLanes(day, 3)
    expect(placed.map(({ id }) => id)).toEqual([0, 1])
    expect(folded).toEqual([{ from: 96, to: 102, lane: 2, of: 3, count: 4 }])
  })

  test('never covers anything, loses nothing, and never needs more lanes than there are at once', () => {
    const property = fc.property(spans, fc.integer({ min: 1, max: 8 }), (items, most) => {
      const { placed, folded } = inLanes(items, most)
      expect(placed.length + folded.reduce((all, { count }) => all + count, 0)).toBe(items.length)
      const drawn = [...placed, ...folded]
      for (const one of drawn) {
        expect(one.lane).toBeLessThan(one.of)
        expect(one.of).toBeLessThanOrEqual(most)
        for (const other of drawn)
          if (one !== other && meet(one, other)) {
            expect(one.lane).not.toBe(other.lane)
            expect(one.of).toBe(other.of)
          }
      }
      const crowd = Math.max(
        0,
        ...items.map(({ from }) => items.filter(other => other.from <= from && from < other.to).length),
      )
      expect(Math.max(0, ...placed.map(({ of }) => of))).toBeLessThanOrEqual(Math.max(crowd, 1))
    })
    fc.assert(property)
  })
})

describe('free places', () => {
  test('are what is open and not taken, unless too short for anybody', () => {
    const open = [
      { from: 96, to: 150 },
      { from: 168, to: 228 },
    ]
    const taken = [
      { from: 102, to: 108 },
      { from: 110, to: 150 },
      { from: 160, to: 180 },
    ]
    expect(freeRows(open, taken, 3)).toEqual([
      { from: 96, to: 102 },
      { from: 180, to: 228 },
    ])
    expect(outside(open)).toEqual([
      { from: 0, to: 96 },
      { from: 150, to: 168 },
      { from: 228, to: ROWS_A_DAY },
    ])
  })

  test('hold every row that is neither taken nor outside, and no other', () => {
    const property = fc.property(spans, taken => {
      const day = { from: 0, to: ROWS_A_DAY }
      const left = leftOf(day, taken)
      const isIn = (row: number, all: readonly Rows[]) => all.some(({ from, to }) => from <= row && row < to)
      for (let row = 0; row < ROWS_A_DAY; row++) expect(isIn(row, left)).toBe(!isIn(row, taken))
    })
    fc.assert(property)
  })
})
