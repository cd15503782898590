import type { EpochMs, Id } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'

/** What was agreed with somebody: not before `from`, late after `until` (the same for a time, its end for a window). */
export type Agreed = { id: Id; from: EpochMs; until: EpochMs; minutes: number }

/** How much later somebody begins than was agreed. Whole minutes, more than 0. */
export type Late = { id: Id; minutes: number }

/**
 * Who becomes late, or later, when one more comes into a day, by agreed times and planned durations alone: each begins
 * when the one before is over, gaps absorb what they can. Who comes in between goes before whoever has the same time.
 */
export const knockOn = (day: readonly Agreed[], inserted: Agreed): Late[] => {
  const before = latenesses([...day].sort(byTime))
  const after = latenesses([inserted, ...day].sort(byTime))
  return [...after].flatMap(([id, late]) => {
    const more = Math.round(msToMinutes(late - (before.get(id) ?? 0)))
    return more > 0 ? [{ id, minutes: Math.round(msToMinutes(late)) }] : []
  })
}

/** Sorting keeps the order of equals: who was put in front stays there. */
const byTime = (a: Agreed, b: Agreed): number => a.from - b.from

const latenesses = (order: readonly Agreed[]): Map<Id, EpochMs> => {
  let free = Number.NEGATIVE_INFINITY
  return new Map(
    order.map(({ id, from, until, minutes }) => {
      const begins = Math.max(from, free)
      free = begins + minutesToMs(minutes)
      return [id, Math.max(0, begins - until)]
    }),
  )
}
