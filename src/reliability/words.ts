import { localTimeWords } from '../cadre/window-words.ts'
import { NO_BREAK } from '../http/french.ts'
import type { LocalTime } from '../terms.ts'
import type { PastVisit } from './past-visit.ts'
import type { PeriodName } from './period.ts'
import type { Share } from './share.ts'
import type { Spread } from './spread.ts'

export const PERIOD_WORDS: Record<PeriodName, string> = {
  '4-weeks': '4 semaines',
  '3-months': '3 mois',
  '12-months': '12 mois',
}

export const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

/** What visits are called: a nurse's are « passages », others’ have a word that suits them all. */
export type Noun = { one: string; several: string }

export const nounFor = (visits: PastVisit[]): Noun =>
  visits.every(visit => visit.kind === 'visit')
    ? { one: 'passage', several: 'passages' }
    : { one: 'rendez-vous', several: 'rendez-vous' }

const grouped = new Intl.NumberFormat('fr')

/** « 1 204 » */
export const numberWords = (number: number): string => grouped.format(number)

/** « 12 sur 47 » */
export const shareWords = ({ count, of }: Share): string =>
  `${numberWords(count)}${NO_BREAK}sur${NO_BREAK}${numberWords(of)}`

/** « 26 % »; null where there are too few. A share that is neither nothing nor all is not written as if it were. */
export const percentWords = ({ count, of, percent }: Share): string | null => {
  if (percent === null) return null
  if (percent === 0 && count > 0) return `moins de 1${NO_BREAK}%`
  if (percent === 100 && count < of) return `plus de 99${NO_BREAK}%`
  return `${percent}${NO_BREAK}%`
}

/** « 3 min après l’heure convenue », « à l’heure convenue »: whole minutes, the way a clock is read. */
export const delayWords = (minutes: number): string => {
  const whole = Math.floor(minutes)
  if (whole === 0) return 'à l’heure convenue'
  return `${sideWords(whole)} l’heure convenue`
}

const sideWords = (whole: number): string =>
  `${Math.abs(whole)}${NO_BREAK}min ${whole < 0 ? 'avant' : 'après'}`

/** « 8 h 50 », « 7 h 30 – 8 h »; several agreed times have no words of their own. */
export const agreedWords = ({ agreed }: Spread): string => {
  if (agreed === null) return 'heures variables'
  return clockRange(agreed.from, agreed.to)
}

const clockRange = (from: LocalTime, to: LocalTime): string =>
  from === to ? localTimeWords(from) : `${localTimeWords(from)}${NO_BREAK}– ${localTimeWords(to)}`

/** « 8 h 46 – 9 h 12 », or « de 4 min avant à 22 min après » where the agreed time differs from visit to visit. */
export const startsWords = ({ agreed, from, to }: Spread): string => {
  const [first, last] = [Math.floor(from), Math.floor(to)]
  if (agreed === null) return `${relativeWords('de', first)} ${relativeWords('à', last)}`
  return clockRange(later(agreed.from, first), later(agreed.from, last))
}

const relativeWords = (word: 'de' | 'à', whole: number): string => {
  if (whole !== 0) return `${word} ${sideWords(whole)}`
  return word === 'de' ? 'de l’heure convenue' : 'à l’heure convenue'
}

const MINUTES_A_DAY = 24 * 60

const later = (time: LocalTime, minutes: number): LocalTime => {
  const all = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + minutes
  const minute = ((all % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** How far apart, in whole minutes as they are shown: « 26 min ». */
export const widthWords = ({ from, to }: Spread): string =>
  `${Math.floor(to) - Math.floor(from)}${NO_BREAK}min`

/** « −15 », « convenu », « +15 », « +30 min »: what the marks of the axis say, the last with its unit. */
export const markWords = (minutes: number, isLast: boolean): string => {
  if (minutes === 0) return 'convenu'
  return minutes < 0 ? `−${-minutes}` : `+${minutes}${isLast ? `${NO_BREAK}min` : ''}`
}
