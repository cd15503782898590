import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isAhead, isStanding, mayBecome } from '../../src/agenda/appointment-status.ts'
import type { AppointmentStatus } from '../../src/db/tables/agenda.ts'

const EVERY: AppointmentStatus[] = [
  ...(['proposed', 'booked', 'confirmed', 'arrived'] as const),
  ...(['in_progress', 'done', 'no_show', 'cancelled', 'moved'] as const),
]
const anyStatus = fc.constantFrom(...EVERY)

test.each<[AppointmentStatus, AppointmentStatus, boolean]>([
  ['proposed', 'booked', true],
  ['proposed', 'confirmed', false],
  ['booked', 'confirmed', true],
  ['confirmed', 'cancelled', true],
  ['arrived', 'in_progress', true],
  ['in_progress', 'done', true],
  ['in_progress', 'cancelled', false],
  ['done', 'cancelled', false],
  ['done', 'moved', false],
  ['no_show', 'in_progress', true],
  ['cancelled', 'booked', false],
  ['moved', 'booked', false],
])('what is %s may become %s: %s', (from, to, may) => {
  expect(mayBecome(from, to)).toBe(may)
})

test('nothing follows an appointment that was cancelled or moved', () => {
  fc.assert(
    fc.property(anyStatus, to => {
      expect(mayBecome('cancelled', to) || mayBecome('moved', to)).toBe(false)
    }),
  )
})

test('what is cancelled, moved or only proposed has no place in the day; what has begun is not ahead any more', () => {
  expect(EVERY.filter(status => !isStanding(status))).toEqual(['proposed', 'cancelled', 'moved'])
  expect(EVERY.filter(isAhead)).toEqual(['proposed', 'booked', 'confirmed', 'arrived'])
})
