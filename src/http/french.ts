import type { EpochMs, Instant, LocalDate, Zone } from '../terms.ts'
import { clockTime, localDate, toEpochMs, toInstant } from '../time.ts'

/** Narrow no-break space, before ; ! ? and inside « »; no-break space, before : and inside times and names. */
export const NARROW = '\u202f'
export const NO_BREAK = '\u00a0'

export type French = ReturnType<typeof frenchIn>

const millis = (when: Instant | EpochMs): EpochMs => (typeof when === 'number' ? when : toEpochMs(when))

const dayIn = (when: Instant | EpochMs, zone: Zone): LocalDate => localDate(toInstant(millis(when)), zone)

/** How times and dates are written for people in one zone: « 9 h 05 », « 12 h », « mercredi 25 novembre ». */
export const frenchIn = (zone: Zone) => ({
  time(when: Instant | EpochMs): string {
    const [hour, minute] = clockTime(millis(when), zone).split(':') as [string, string]
    return minute === '00' ? `${Number(hour)}${NO_BREAK}h` : `${Number(hour)}${NO_BREAK}h${NO_BREAK}${minute}`
  },
  /** `HH:mm`, for the value of a field or a `datetime` attribute. */
  clockTime: (when: Instant | EpochMs): string => clockTime(millis(when), zone),
  /** « mercredi 25 novembre » */
  day: (on: LocalDate): string => dayWords(on, WEEKDAY),
  /** « 25 novembre 2026 » */
  date: (on: LocalDate): string => dayWords(on, WITH_YEAR),
  /** « mercredi 2 décembre 2026 », « du 24 au 27 décembre 2026 », « du 24 décembre 2026 au 2 janvier 2027 » */
  dates: (from: LocalDate, to: LocalDate): string => datesWords(from, to),
  /** « 25 novembre 2026 » of an instant */
  dateOf: (when: Instant | EpochMs): string => dayWords(dayIn(when, zone), WITH_YEAR),
  /** « 25 novembre, 9 h 05 » */
  moment(when: Instant | EpochMs): string {
    return `${dayWords(dayIn(when, zone), MONTH)}, ${this.time(when)}`
  },
  capital: (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1),
  /** « 12 min », « 1 h 05 » */
  duration: (minutes: number): string => durationWords(minutes),
  /** « 1 passage », « 2 passages » */
  count: (number: number, one: string, several = `${one}s`): string =>
    `${number}${NO_BREAK}${Math.abs(number) < 2 ? one : several}`,
})

/** Made once: to make one takes longer than a whole line of a page. */
const formatOf = (parts: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('fr', { day: 'numeric', month: 'long', ...parts, timeZone: 'UTC' })
const MONTH = formatOf({})
const WEEKDAY = formatOf({ weekday: 'long' })
const WITH_YEAR = formatOf({ year: 'numeric' })

const dayWords = (on: LocalDate, format: Intl.DateTimeFormat): string =>
  firstOfMonth(format.format(Date.parse(on)))

const datesWords = (from: LocalDate, to: LocalDate): string => {
  if (from === to) return `${dayWords(from, WEEKDAY)} ${from.slice(0, 4)}`
  const last = dayWords(to, WITH_YEAR)
  if (from.slice(0, 7) === to.slice(0, 7)) return `du ${dayWords(from, MONTH).split(' ')[0]} au ${last}`
  const sameYear = from.slice(0, 4) === to.slice(0, 4)
  return `du ${dayWords(from, sameYear ? MONTH : WITH_YEAR)} au ${last}`
}

const firstOfMonth = (words: string): string => words.replace(/(^|\s)1 (?=\p{L})/u, '$11er ')

const durationWords = (minutes: number): string => {
  if (minutes < 60) return `${minutes}${NO_BREAK}min`
  const rest = minutes % 60
  const hours = `${Math.floor(minutes / 60)}${NO_BREAK}h`
  return rest === 0 ? hours : `${hours}${NO_BREAK}${String(rest).padStart(2, '0')}`
}
