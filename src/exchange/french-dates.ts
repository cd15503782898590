import type { LocalDate } from '../terms.ts'
import { isLocalDate } from '../time.ts'

/**
 * A date as tables in France hold it: « 05/11/1948 », « 5.11.1948 », « 5-11-1948 », or « 1948-11-05 »; a time of day behind
 * it is left aside. A year of two figures could be one of two, and is none. Undefined: it is no date.
 */
export const readFrenchDate = (text: string): LocalDate | undefined => {
  const [word = ''] = text.trim().split(/[\sT]/)
  const dayFirst = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(word)
  const yearFirst = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(word)
  const [, day, month, year] =
    dayFirst ?? (yearFirst && [yearFirst[0], yearFirst[3], yearFirst[2], yearFirst[1]]) ?? []
  if (!day || !month || !year) return undefined
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isLocalDate(date) ? date : undefined
}
