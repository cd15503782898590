import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Agreed, knockOn } from '../../src/planning/knock-on.ts'

const MINUTE = 60_000

const at = (id: string, minute: number, minutes: number, until = minute): Agreed => ({
  id,
  from: minute * MINUTE,
  until: until * MINUTE,
  minutes,
})

describe('one more in a full day', () => {
  test('goes first, and makes late whoever had the same time and those behind, until a gap takes it up', () => {
    const day = [at('a', 600, 30), at('b', 630, 30), at('c', 675, 30)]
    expect(knockOn(day, at('urgent', 600, 20))).toEqual([
      { id: 'a', minutes: 20 },
      { id: 'b', minutes: 20 },
      { id: 'c', minutes: 5 },
    ])
  })

  test('waits itself until the one before is over', () => {
    expect(knockOn([at('a', 600, 30)], at('urgent', 615, 20))).toEqual([{ id: 'urgent', minutes: 15 }])
  })

  test('makes nobody late in a gap that is long enough, nor within a window', () => {
    expect(knockOn([at('a', 600, 30), at('b', 660, 30)], at('urgent', 630, 30))).toEqual([])
    expect(knockOn([at('a', 600, 15, 660)], at('urgent', 600, 30))).toEqual([])
  })

  test('does not answer for who was late already', () => {
    const day = [at('a', 600, 30), at('b', 600, 30), at('c', 700, 10)]
    expect(knockOn(day, at('later', 690, 5))).toEqual([])
  })

  test('makes nobody late whose time comes before it', () => {
    const minute = fc.integer({ min: 0, max: 600 })
    const lasts = fc.integer({ min: 1, max: 60 })
    const property = fc.property(
      fc.array(fc.tuple(minute, lasts), { maxLength: 20 }),
      minute,
      lasts,
      (facts, from, minutes) => {
        const day = facts.map(([begins, length], index) => at(String(index), begins, length))
        const late = knockOn(day, at('urgent', from, minutes)).filter(({ id }) => id !== 'urgent')
        for (const { id } of late)
          expect(day.find(one => one.id === id)!.from).toBeGreaterThanOrEqual(from * MINUTE)
      },
    )
    fc.assert(property)
  })
})
