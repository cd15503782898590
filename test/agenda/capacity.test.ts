import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasRoom, type Occupation } from '../../src/agenda/capacity.ts'

const at = (from: number, to: number, capacity = 1, grouped = false): Occupation => ({
  from,
  to,
  capacity,
  grouped,
})

describe('the room at the practice', () => {
  test('one at a time: those who follow each other do not meet', () => {
    expect(hasRoom([at(0, 30)], at(30, 60))).toBe(true)
    expect(hasRoom([at(0, 30)], at(29, 60))).toBe(false)
  })

  test('two in parallel may begin at different times, three may not', () => {
    const two = [at(0, 30, 2), at(15, 45, 2)]
    expect(hasRoom([two[0]!], two[1]!)).toBe(true)
    expect(hasRoom(two, at(20, 40, 2))).toBe(false)
    expect(hasRoom(two, at(30, 60, 2))).toBe(true)
  })

  test('a long one among short ones counts at every instant of it, not all of them at once', () => {
    expect(hasRoom([at(0, 10, 2), at(10, 20, 2), at(20, 30, 2)], at(0, 30, 2))).toBe(true)
    expect(hasRoom([at(0, 11, 2), at(10, 20, 2)], at(0, 30, 2))).toBe(false)
  })

  test('who must be alone is alone, whatever the others allow', () => {
    expect(hasRoom([at(0, 30, 5)], at(10, 20, 1))).toBe(false)
    expect(hasRoom([at(0, 30, 1)], at(10, 20, 5))).toBe(false)
  })

  test('a group shares its time with nobody who begins at another', () => {
    const group = [at(0, 60, 4, true), at(0, 60, 4, true)]
    expect(hasRoom(group, at(0, 60, 4, true))).toBe(true)
    expect(hasRoom(group, at(30, 90, 4, true))).toBe(false)
    expect(hasRoom(group, at(0, 30, 4, false))).toBe(false)
  })

  const anyPlace = fc
    .record({
      from: fc.nat(60),
      length: fc.integer({ min: 1, max: 30 }),
      capacity: fc.integer({ min: 1, max: 4 }),
      grouped: fc.boolean(),
    })
    .map(({ from, length, capacity, grouped }) => at(from, from + length, capacity, grouped))

  test('is never exceeded at any minute, however many are let in one after the other', () => {
    fc.assert(
      fc.property(fc.array(anyPlace, { maxLength: 25 }), wanted => {
        const day: Occupation[] = []
        for (const place of wanted) if (hasRoom(day, place)) day.push(place)
        for (let minute = 0; minute < 100; minute++) {
          const present = day.filter(place => place.from <= minute && minute < place.to)
          for (const one of present) expect(present.length).toBeLessThanOrEqual(one.capacity)
        }
      }),
    )
  })
})
