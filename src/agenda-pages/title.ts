import type { French } from '../http/french.ts'
import type { LocalDate } from '../terms.ts'
import { type Asked, daysOf } from './asked.ts'

/** « 23 – 28 novembre », « 30 novembre – 5 décembre », « mercredi 25 novembre », « novembre 2026 » */
export const titleOf = (asked: Asked, f: French, days: LocalDate[] = daysOf(asked)): string => {
  if (asked.view === 'day') return f.day(asked.on)
  if (asked.view === 'month') return f.date(asked.on).split(' ').slice(1).join(' ')
  const [from, to] = [days[0]!, days.at(-1)!].map(on => f.day(on).split(' ').slice(1)) as [string[], string[]]
  const isOneMonth = from[1] === to[1]
  return `${isOneMonth ? from[0] : from.join('\u00a0')}\u00a0– ${to.join('\u00a0')}`
}
