import type { Period } from '../agenda/hours.ts'
import type { WeeklyHours } from '../agenda/opening.ts'

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]

/** A week to begin with, taken in one tap: 8 h – 12 h, 14 h – 19 h from Monday to Friday. */
export const FIRST_WEEK: Omit<WeeklyHours, keyof Period>[] = MONDAY_TO_FRIDAY.flatMap(weekday => [
  { weekday, from: '08:00', to: '12:00', place: 'any' as const },
  { weekday, from: '14:00', to: '19:00', place: 'any' as const },
])
