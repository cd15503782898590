import type { Hours, HoursPlace, WeeklyHours } from '../agenda/opening.ts'
import { localTimeWords } from '../cadre/window-words.ts'
import { type French, NO_BREAK } from '../http/french.ts'
import type { LocalTime } from '../terms.ts'

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

/** « du 1er juillet au 31 août 2027 », « à partir du 1er juillet 2027 », « toute l’année » */
export const periodWords = (
  f: French,
  { validFrom, validTo }: Pick<WeeklyHours, 'validFrom' | 'validTo'>,
): string => {
  if (validFrom === null) return 'toute l’année'
  return validTo === null ? `à partir du ${f.date(validFrom)}` : f.dates(validFrom, validTo)
}
