import { NO_BREAK } from '../http/french.ts'
import type { LocalTime } from '../terms.ts'
import type { PassageWindow } from './terms.ts'
import { type Period, periodOf } from './windows.ts'

const weekdayWords = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

const periodWords: Record<Period, string> = {
  morning: 'matin',
  noon: 'midi',
  afternoon: 'après-midi',
  evening: 'soir',
}

/** « lundi au vendredi, matin : 8 h 30 – 9 h 30, impératif avant 9 h 30 » */
export const windowWords = (window: PassageWindow): string => {
  const { weekdays, from, to, hardBefore } = window
  const hours =
    from === to ? `vers ${localTimeWords(from)}` : `${localTimeWords(from)}${NO_BREAK}– ${localTimeWords(to)}`
  const hard = hardBefore === null ? '' : `, impératif avant ${localTimeWords(hardBefore)}`
  return `${weekdaysWords(weekdays)}, ${periodWords[periodOf(from)]}${NO_BREAK}: ${hours}${hard}`
}

/** « tous les jours », « lundi au vendredi », « lundi, mercredi et samedi »; days are 1 (Monday) to 7 (Sunday). */
export const weekdaysWords = (weekdays: readonly number[]): string => {
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b)
  if (days.length === 7) return 'tous les jours'
  const runs = days.reduce<number[][]>((found, day) => {
    const last = found.at(-1)
    if (last?.at(-1) === day - 1) last.push(day)
    else found.push([day])
    return found
  }, [])
  return new Intl.ListFormat('fr').format(runs.flatMap(runWords))
}

const runWords = (run: number[]): string[] => {
  const names = run.map(day => weekdayWords[day - 1]!)
  return names.length < 3 ? names : [`${names[0]} au ${names.at(-1)}`]
}

/** « 9 h 05 », « 12 h » */
export const localTimeWords = (time: LocalTime): string => {
  const [hour, minute] = time.split(':')
  const hours = `${Number(hour)}${NO_BREAK}h`
  return minute === '00' ? hours : `${hours}${NO_BREAK}${minute}`
}
