import { type Clock, clockFrom } from '../../src/clock.ts'
import type { Instant } from '../../src/terms.ts'

export type TestClock = Clock & {
  /** Sets the time, to an instant. */
  set(instant: Instant): void
  pass(minutes: number): void
}

/** A clock that moves only when the test says so. Wednesday 25 November 2026, 8 h in Paris, unless told otherwise. */
export const testClock = (start: Instant = '2026-11-25T07:00:00.000Z'): TestClock => {
  let current = Date.parse(start)
  return {
    ...clockFrom(() => current),
    set: instant => {
      current = Date.parse(instant)
    },
    pass: minutes => {
      current += minutes * 60_000
    },
  }
}
