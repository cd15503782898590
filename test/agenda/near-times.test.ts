import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearTimes } from '../../src/agenda/near-times.ts'
import { addMinutes, instantAt, toEpochMs } from '../../src/time.ts'

const PARIS = { zone: 'Europe/Paris', most: 3 }

/** A half hour that begins at a minute of a day of December; days are numbered. */
const slot = (day: number, minute: number) => {
  const on = `2026-12-${String(day).padStart(2, '0')}`
  return { on, from: toEpochMs(addMinutes(instantAt(on, '00:00', 'Europe/Paris'), minute)), minute }
}
const wanted = (day: number, minute: number) => ({ on: slot(day, 0).on, minute })
const starts = (slots: ReturnType<typeof slot>[]) => slots.map(({ on, minute }) => `${on} ${minute}`)

test('are at the same hour on the days nearest, where there are days enough', () => {
  const slots = [1, 2, 4, 9].flatMap(day => [480, 600, 900].map(minute => slot(day, minute)))
  expect(starts(nearTimes(slots, wanted(3, 590), PARIS))).toEqual([
    '2026-12-02 600',
    '2026-12-04 600',
    '2026-12-01 600',
  ])
})

test('of one day only are the nearest to the hour, well apart', () => {
  const slots = [480, 540, 600, 615, 660, 900].map(minute => slot(1, minute))
  expect(starts(nearTimes(slots, wanted(1, 610), PARIS))).toEqual([
    '2026-12-01 615',
    '2026-12-01 660',
    '2026-12-01 540',
  ])
})

test('weigh a day like two hours', () => {
  const slots = [slot(1, 721), slot(2, 600)]
  expect(starts(nearTimes(slots, wanted(1, 600), { ...PARIS, most: 1 }))).toEqual(['2026-12-02 600'])
})

test('are as many as asked where there are days enough, all of them free, none twice, the nearest among them', () => {
  const anySlot = fc.record({ day: fc.integer({ min: 1, max: 9 }), minute: fc.nat(24 * 60 - 31) })
  fc.assert(
    fc.property(fc.array(anySlot), fc.integer({ min: 1, max: 9 }), fc.nat(24 * 60), (free, day, minute) => {
      const slots = free.map(each => slot(each.day, each.minute))
      const chosen = nearTimes(slots, wanted(day, minute), PARIS)
      expect(chosen.length).toBeGreaterThanOrEqual(Math.min(3, new Set(slots.map(({ on }) => on)).size))
      expect(chosen.length).toBeLessThanOrEqual(3)
      expect(new Set(chosen.map(({ from }) => from)).size).toBe(chosen.length)
      expect(chosen.every(each => slots.includes(each))).toBe(true)
      expect(chosen[0]).toEqual(nearTimes(slots, wanted(day, minute), { ...PARIS, most: 1 })[0])
    }),
  )
})
