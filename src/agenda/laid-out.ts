import type { EpochMs } from '../terms.ts'
import { type Span, without } from './spans.ts'

/** A visit that was agreed for some time between two instants. */
export type Floating = { window: Span; duration: EpochMs }

/**
 * Where visits agreed for a window take their time in a day: those whose window ends first come first, each as early as
 * it fits between what is fixed and those before it; at the beginning of its window when it fits nowhere.
 * The places are in the order in which the visits were given.
 */
export const layOut = (fixed: readonly Span[], floating: readonly Floating[]): Span[] => {
  const taken = [...fixed]
  const places = new Map<Floating, Span>()
  const urgentFirst = floating.toSorted((a, b) => a.window.to - b.window.to || a.window.from - b.window.from)
  for (const visit of urgentFirst) {
    const { window, duration } = visit
    const gap = without({ from: window.from, to: window.to + duration }, taken).find(
      ({ from, to }) => to - from >= duration,
    )
    const from = gap?.from ?? window.from
    const place = { from, to: from + duration }
    places.set(visit, place)
    taken.push(place)
  }
  return floating.map(visit => places.get(visit)!)
}
