import type { Id } from '../terms.ts'
import { PERIODS, type PeriodName } from './period.ts'
import { PERIOD_WORDS } from './words.ts'

/** What a page of figures is asked for, as its address says it. */
export type Choice = { period: PeriodName; clinicianId: Id | null; everybody: boolean }

export type Link = { words: string; path: string; current: boolean }

/** The address of the same page for another choice; what is usual is left out. */
export const pathOf = ({ period, clinicianId, everybody }: Choice): string => {
  const query = new URLSearchParams({
    ...(period !== PERIODS[0] && { period }),
    ...(clinicianId !== null && { clinician: clinicianId }),
    ...(everybody && { patients: 'all' }),
  }).toString()
  return query ? `/reliability?${query}` : '/reliability'
}

export const periodLinks = (choice: Choice): Link[] =>
  PERIODS.map(period => ({
    words: PERIOD_WORDS[period],
    path: pathOf({ ...choice, period }),
    current: period === choice.period,
  }))

/** The whole practice, then each colleague by first name; none where there is no choice. */
export const clinicianLinks = (choice: Choice, clinicians: { id: Id; firstName: string }[]): Link[] => {
  if (clinicians.length < 2) return []
  const link = (words: string, clinicianId: Id | null) => ({
    words,
    path: pathOf({ ...choice, clinicianId }),
    current: clinicianId === choice.clinicianId,
  })
  return [link('Tout le cabinet', null), ...clinicians.map(({ id, firstName }) => link(firstName, id))]
}
