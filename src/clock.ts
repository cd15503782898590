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

/** Milliseconds that only ever grow, for measuring how long something took. */
export const stopwatch = (): (() => number) => {
  const startedAt = performance.now()
  return () => performance.now() - startedAt
}
