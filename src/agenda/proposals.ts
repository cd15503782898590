import type { Slot } from './slots.ts'

/**
 * A few times to offer instead of one that is not possible: the days that come first in `slots`, on each the nearest to
 * the wanted minute of the day; more on these days where there are too few. In the order of time.
 */
export const proposalsFrom = (
  slots: readonly Slot[],
  minuteOfDay: (slot: Slot) => number,
  wanted: number,
  most = 3,
): Slot[] => {
  const distance = (slot: Slot) => Math.abs(minuteOfDay(slot) - wanted)
  const byDay = Map.groupBy(slots, slot => slot.on)
  const best = [...byDay.values()].map(day => day.toSorted((a, b) => distance(a) - distance(b))[0]!)
  const days = best.slice(0, most)
  const others = slots.filter(slot => !days.includes(slot)).toSorted((a, b) => distance(a) - distance(b))
  return [...days, ...others].slice(0, most).toSorted((a, b) => a.from - b.from)
}
