import type { EpochMs, Instant } from './terms.ts'

/**
 * The only place where time is read. Everything else is given `clock` or an instant,
 * so that a test, a replay or the demo can decide what time it is.
 */
export type Clock = {
  now(): Instant
  epochMs(): EpochMs
}

/** Makes a clock from a source of milliseconds; the demo and the tests bring their own source. */
export const clockFrom = (source: () => EpochMs): Clock => ({
  now: () => new Date(source()).toISOString(),
  epochMs: source,
})

export const systemClock: Clock = clockFrom(() => Date.now())

/** A clock that stands still until it is set: what time it is in the demo is what has been played. */
export type SteppedClock = Clock & { set(instant: Instant): void }

export const steppedClock = (start: Instant): SteppedClock => {
  let current = Date.parse(start)
  return {
    ...clockFrom(() => current),
    set(instant) {
      current = Date.parse(instant)
    },
  }
}

/** Milliseconds that only ever grow, for measuring how long something took. */
export const stopwatch = (): (() => number) => {
  const startedAt = performance.now()
  return () => performance.now() - startedAt
}
