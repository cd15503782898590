import type { Id, LocalDate } from '../terms.ts'

/** A substitute replaces at most this many colleagues at once (Code de la santé publique, R4312-83). */
export const MOST_REPLACED_AT_ONCE = 2

export type ReplacementPeriod = { userId: Id; fromOn: LocalDate; toOn: LocalDate }

/** How many different people these replacements cover on their busiest day. */
export const mostReplacedAtOnce = (periods: ReplacementPeriod[]): number => {
  // The busiest day is always one on which some replacement begins.
  const counts = periods.map(({ fromOn: on }) => {
    const covering = periods.filter(period => period.fromOn <= on && on <= period.toOn)
    return new Set(covering.map(period => period.userId)).size
  })
  return Math.max(0, ...counts)
}
