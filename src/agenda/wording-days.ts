import { frenchIn } from '../http/french.ts'
import { smsTime } from '../messages/phrasing.ts'
import type { LocalDate, Zone } from '../terms.ts'
import { addDays } from '../time.ts'
import type { Agreed } from './news.ts'

export const nounOf = ({ kind }: Agreed): string => (kind === 'visit' ? 'passage' : 'rendez-vous')

/** The day on which a text leaves, from which « demain » is seen, and the zone of its times. */
export type Seen = { today: LocalDate; zone: Zone }

/** « aujourd'hui », « demain jeudi 26 novembre », « jeudi 26 novembre » */
export const dayWords = (on: LocalDate, { today, zone }: Seen): string => {
  if (on === today) return "aujourd'hui"
  const day = frenchIn(zone).day(on)
  return on === addDays(today, 1) ? `demain ${day}` : day
}

/** « d'aujourd'hui », « de demain jeudi 26 novembre », « du jeudi 26 novembre » */
export const ofDay = (on: LocalDate, seen: Seen): string => {
  const words = dayWords(on, seen)
  if (on === seen.today) return `d'${words}`
  return words.startsWith('demain') ? `de ${words}` : `du ${words}`
}

/** « demain 26/11 », « 26/11 » */
export const shortDay = (on: LocalDate, today: LocalDate): string => {
  if (on === today) return "aujourd'hui"
  return on === addDays(today, 1) ? `demain ${shortDate(on)}` : `le ${shortDate(on)}`
}

export const shortDate = (on: LocalDate): string => `${on.slice(8)}/${on.slice(5, 7)}`

/** More than this and one is told when the first one begins. */
const MOST_TIMES = 3

/** « à 9h », « vers 9h », « entre 8h et 10h », « à 9h et 14h30 »; begins with a space, empty without any time. */
export const timesWords = (day: readonly Agreed[], zone: Zone): string => {
  const [first] = day
  if (day.length === 1 && first) return oneTime(first, zone)
  const times = [...new Set(day.flatMap(each => firstTime(each, zone) ?? []))]
  if (times.length === 0) return ''
  if (times.length > MOST_TIMES) return ` dès ${times[0]}`
  return ` à ${times.slice(0, -1).join(', ')}${times.length > 1 ? ' et ' : ''}${times.at(-1)}`
}

const oneTime = ({ agreed_at, window_from_at, window_to_at, kind }: Agreed, zone: Zone): string => {
  if (agreed_at !== null) return `${kind === 'visit' ? ' vers' : ' à'} ${smsTime(agreed_at, zone)}`
  if (window_from_at === null || window_to_at === null) return ''
  return ` entre ${smsTime(window_from_at, zone)} et ${smsTime(window_to_at, zone)}`
}

/** « à 9h », « 8h-10h » */
export const briefTime = (agreed: Agreed, zone: Zone): string =>
  oneTime(agreed, zone).replace(/^ entre (\S+) et (\S+)$/, ' $1-$2')

const firstTime = ({ agreed_at, window_from_at }: Agreed, zone: Zone): string | null => {
  const at = agreed_at ?? window_from_at
  return at === null ? null : smsTime(at, zone)
}

/** « du 2 au 12 décembre » */
export const rangeWords = (all: readonly Agreed[], { zone }: Pick<Seen, 'zone'>): string => {
  const days = all.map(({ on }) => on).sort()
  return frenchIn(zone)
    .dates(days[0]!, days.at(-1)!)
    .replaceAll(/ \d{4}/g, '')
}
