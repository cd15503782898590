import type { EpochMs } from '../terms.ts'

/** Time taken at the practice. `capacity`: how many may be there at once; `grouped`: only if all begin and end together. */
export type Occupation = { from: EpochMs; to: EpochMs; capacity: number; grouped: boolean }

/**
 * Whether one more fits: at every instant there are no more than the most careful of those present allows, and a group
 * shares its time with nobody who begins or ends at another one.
 */
export const hasRoom = (existing: readonly Occupation[], wanted: Occupation): boolean => {
  const beside = existing.filter(other => overlap(other, wanted))
  if (beside.some(other => (other.grouped || wanted.grouped) && !together(other, wanted))) return false
  // Crowds only grow where somebody begins.
  const beginnings = [wanted.from, ...beside.map(other => other.from).filter(from => from > wanted.from)]
  return beginnings.every(at => {
    const present = [wanted, ...beside.filter(other => other.from <= at && at < other.to)]
    return present.length <= Math.min(...present.map(each => each.capacity))
  })
}

const overlap = (a: Occupation, b: Occupation): boolean => a.from < b.to && b.from < a.to

const together = (a: Occupation, b: Occupation): boolean => a.from === b.from && a.to === b.to
