import type { LocalDate } from '../terms.ts'

/** Whole years on a day: dates in this form compare as text. */
export const ageOn = (bornOn: LocalDate, on: LocalDate): number =>
  Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4)) - (on.slice(5) < bornOn.slice(5) ? 1 : 0)
