/** A part of the day at which one passes. */
export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening'

/** How often, as an ordonnance says it. */
export type Frequency = {
  /** Every so many days, or every so many weeks. */
  unit: 'day' | 'week'
  interval: number
  /** Of a week: how many times, each on another day. 1 for days. */
  times: number
  /** Of a week: which days, 1 (Monday) to 7, when the paper says so. Empty: it does not. */
  weekdays: number[]
  /** Empty: once, at no named time. */
  dayParts: DayPart[]
  /** For how long; null: not said. */
  days: number | null
}

/** The days usually taken when only their number is prescribed: as far apart as the week allows. */
const SPREAD: Record<number, number[]> = {
  1: [1],
  2: [1, 4],
  3: [1, 3, 5],
  4: [1, 2, 4, 5],
  5: [1, 2, 3, 4, 5],
  6: [1, 2, 3, 4, 5, 6],
  7: [1, 2, 3, 4, 5, 6, 7],
}

/** The weekdays of a weekly frequency: those named, else the usual ones. */
export const weekdaysOf = ({ weekdays, times }: Pick<Frequency, 'weekdays' | 'times'>): number[] =>
  weekdays.length > 0 ? weekdays : (SPREAD[Math.min(times, 7)] ?? [1])

const WEEKDAY_WORDS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']

const DAY_PART_WORDS: Record<DayPart, string> = {
  morning: 'matin',
  noon: 'midi',
  afternoon: 'après-midi',
  evening: 'soir',
}

export const DAY_PARTS: readonly DayPart[] = ['morning', 'noon', 'afternoon', 'evening']

const list = new Intl.ListFormat('fr')

/** In words that `readFrequency` reads back: « matin et soir, tous les jours », « 3 fois par semaine pendant 6 semaines ». */
export const frequencyWords = (frequency: Frequency): string => {
  const parts = frequency.dayParts.map(part => DAY_PART_WORDS[part])
  const when = parts.length > 0 ? `${list.format(parts)}, ` : ''
  return `${when}${rhythmWords(frequency)}${lengthWords(frequency.days)}`
}

const rhythmWords = (frequency: Frequency): string => {
  const { unit, interval } = frequency
  if (unit === 'week') return weekWords(frequency)
  return interval === 1 ? 'tous les jours' : `1 jour sur ${interval}`
}

const weekWords = ({ interval, times, weekdays }: Frequency): string => {
  const every = interval === 1 ? '' : ` toutes les ${interval} semaines`
  if (weekdays.length === 0) return `${times} fois${every || ' par semaine'}`
  return `${list.format(weekdays.map(day => `le ${WEEKDAY_WORDS[day - 1]}`))}${every && `,${every}`}`
}

const lengthWords = (days: number | null): string => {
  if (days === null) return ''
  if (days % 7 !== 0) return ` pendant ${days} jour${days > 1 ? 's' : ''}`
  return ` pendant ${days / 7} semaine${days > 7 ? 's' : ''}`
}
