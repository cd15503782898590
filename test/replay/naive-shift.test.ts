import { expect, it } from 'vitest'
import { naiveShift } from '../../src/replay/naive-shift.ts'
import { csvOf, recorded, visitsOf } from './recording.ts'

const MINUTE = 60_000

/** Agreed every half hour from 8 h, never before; visits of 20 minutes. */
const day = (lived: ([number, number] | null)[]) => visitsOf(csvOf(recorded(lived)))

it('shifts every visit to come by the delay that the last tap showed', () => {
  const visits = day([
    [12, 40],
    [50, 70],
    [80, 100],
  ])
  const shifts = naiveShift(visits)
  const plannedAt = visits[2]!.plannedAt
  const shiftAt = (minutes: number) =>
    shifts.get(visits[0]!.plannedAt + minutes * MINUTE)?.get(visits[2]!.visit)
  expect(shiftAt(12)?.plain).toBe(plannedAt + 12 * MINUTE)
  expect(shiftAt(40)?.plain).toBe(plannedAt + 20 * MINUTE)
})

it('holds at the earliest start only where asked to', () => {
  const visits = day([
    [0, 10],
    [30, 50],
  ])
  const early = naiveShift(visits)
    .get(visits[0]!.plannedAt + 10 * MINUTE)
    ?.get(visits[1]!.visit)
  expect(early).toEqual({ plain: visits[1]!.plannedAt - 10 * MINUTE, held: visits[1]!.plannedAt })
})
