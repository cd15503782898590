import type { LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'

/** Whole weeks, so that each weekday counts as often as the others. */
const WEEKS = { '4-weeks': 4, '3-months': 13, '12-months': 52 }

export type PeriodName = keyof typeof WEEKS

export const PERIODS = Object.keys(WEEKS) as [PeriodName, ...PeriodName[]]

/** First and last day included. */
export type Period = { from: LocalDate; to: LocalDate }

/** The whole weeks that end with yesterday: the day in progress says nothing yet. */
export const periodUntil = (today: LocalDate, name: PeriodName): Period => ({
  from: addDays(today, -7 * WEEKS[name]),
  to: addDays(today, -1),
})
