import fc from 'fast-check'
import { expect, test } from 'vitest'
import { proposalsFrom } from '../../src/agenda/proposals.ts'
import type { Slot } from '../../src/agenda/slots.ts'

const DAY = 24 * 60

/** A half hour that begins at a minute of a day; days are numbered. */
const slot = (day: number, minute: number): Slot => ({
  from: day * DAY + minute,
  to: day * DAY + minute + 30,
  on: `2026-12-${String(day).padStart(2, '0')}`,
  places: 1,
})
const minuteOfDay = ({ from }: Slot) => from % DAY
const starts = (slots: Slot[]) => slots.map(({ on, from }) => `${on} ${from % DAY}`)

test('are at the same hour on different days, where there are days enough', () => {
  const slots = [1, 2, 3, 4].flatMap(day => [480, 600, 900].map(minute => slot(day, minute)))
  expect(starts(proposalsFrom(slots, minuteOfDay, 590))).toEqual([
    '2026-12-01 600',
    '2026-12-02 600',
    '2026-12-03 600',
  ])
})

test('of one day only are the nearest to the hour, in the order of time', () => {
  const slots = [480, 540, 600, 660, 900].map(minute => slot(1, minute))
  expect(starts(proposalsFrom(slots, minuteOfDay, 620))).toEqual([
    '2026-12-01 540',
    '2026-12-01 600',
    '2026-12-01 660',
  ])
})

test('are at most three, each once, all of them free, soonest first', () => {
  const anySlot = fc.record({ day: fc.integer({ min: 1, max: 9 }), minute: fc.nat(DAY - 31) })
  fc.assert(
    fc.property(
      fc.uniqueArray(anySlot, { selector: ({ day, minute }) => `${day} ${minute}` }),
      fc.nat(DAY),
      (free, wanted) => {
        const slots = free.map(({ day, minute }) => slot(day, minute)).toSorted((a, b) => a.from - b.from)
        const chosen = proposalsFrom(slots, minuteOfDay, wanted)
        expect(chosen).toHaveLength(Math.min(3, slots.length))
        expect(new Set(chosen).size).toBe(chosen.length)
        expect(chosen.every(each => slots.includes(each))).toBe(true)
        expect(chosen).toEqual(chosen.toSorted((a, b) => a.from - b.from))
      },
    ),
  )
})
