import type { Hours, HoursPlace, WeeklyHours } from '../agenda/opening.ts'
import { localTimeWords } from '../cadre/window-words.ts'
import { type French, NO_BREAK } from '../http/french.ts'
import type { LocalDate, LocalTime } from '../terms.ts'

export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'] as const

export const PLACES: Record<HoursPlace, string> = {
  any: 'cabinet ou domicile',
  practice: 'au cabinet',
  home: 'à domicile',
}

/** « 8 h – 12 h », « 20 h – 2 h le lendemain, à domicile » */
export const hoursWords = ({ from, to, place }: Hours): string => {
  const night = to <= from && to !== '00:00' ? ' le lendemain' : ''
  const where = place === 'any' ? '' : `, ${PLACES[place]}`
  return `${localTimeWords(from)}${NO_BREAK}– ${endWords(to)}${night}${where}`
}

const endWords = (to: LocalTime): string => (to === '00:00' ? 'minuit' : localTimeWords(to))

/** « mercredi 2 décembre 2026 », « du 24 au 27 décembre 2026 », « du 24 décembre 2026 au 2 janvier 2027 » */
export const datesWords = (f: French, from: LocalDate, to: LocalDate): string => {
  if (from === to) return `${f.day(from)} ${from.slice(0, 4)}`
  if (from.slice(0, 7) === to.slice(0, 7)) return `du ${dayOfMonth(f, from)} au ${f.date(to)}`
  if (from.slice(0, 4) === to.slice(0, 4)) return `du ${f.date(from).replace(/ \d{4}$/, '')} au ${f.date(to)}`
  return `du ${f.date(from)} au ${f.date(to)}`
}

/** « 1er », « 24 » */
const dayOfMonth = (f: French, on: LocalDate): string => f.date(on).split(' ')[0]!

/** « du 1er juillet au 31 août 2027 », « à partir du 1er juillet 2027 », « toute l’année » */
export const periodWords = (
  f: French,
  { validFrom, validTo }: Pick<WeeklyHours, 'validFrom' | 'validTo'>,
): string => {
  if (validFrom === null) return 'toute l’année'
  return validTo === null ? `à partir du ${f.date(validFrom)}` : datesWords(f, validFrom, validTo)
}
