import { DAY_PARTS, type DayPart, type Frequency } from './frequency.ts'

/** What was read, and a number of sessions if it is said too; else the words that were not understood. */
export type Reading =
  | { read: true; frequency: Frequency; sessions: number | null }
  | { read: false; leftover: string }

const NUMBERS = 'zero un deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente'.split(
  ' ',
)
const VALUES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30]

const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche']
const SHORT_DAYS = ['lun', 'mar', 'mer', 'jeu', 'ven', 'sam', 'dim']

/** Lower case without accents, numbers in figures, words spelt out: what the patterns below are written for. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[’']/g, ' ')
    .replaceAll(/(\d)([a-z])/g, '$1 $2')
    .replaceAll(/\b(une)\b/g, 'un')
    .replaceAll(/[a-z]+/g, word => (NUMBERS.includes(word) ? String(VALUES[NUMBERS.indexOf(word)]) : word))
    .replaceAll(/\bquotidien(ne)?(ment)?\b|\bjournali(er|ere)(ment)?\b/g, 'tous les jours')
    .replaceAll(/\bhebdo(madaire)?(ment)?\b/g, 'par semaine')
    .replaceAll(/\bmensuel(le)?(ment)?\b/g, 'par mois')
    .replaceAll(/\bsem\b\.?/g, 'semaine')
    .replaceAll(/\b(\d+) (?:[àa]|ou|-) (\d+) (?=x|f|fois)/g, '$2 ')
    .replaceAll(/\b(j|jr|jrs)\b/g, 'jour')
    .replaceAll(/[.,;:()+]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Takes out of the text what a pattern matches. */
type Text = { rest: string }

const take = (text: Text, pattern: RegExp): RegExpMatchArray | null => {
  const found = text.rest.match(pattern)
  if (found) text.rest = text.rest.replace(found[0], ' ').replaceAll(/\s+/g, ' ')
  return found
}

/**
 * Reads how French ordonnances say how often: « 3 fois par semaine pendant 6 semaines », « 2x/sem », « matin et soir
 * tous les jours », « 1 jour sur 2 », « lundi, mercredi, vendredi ». A text of which anything is left over is not read:
 * half a reading would be a wrong one.
 */
export const readFrequency = (written: string): Reading => {
  const text = { rest: ` ${plain(written)} ` }
  const days = takeLength(text)
  const sessions = takeSessions(text)
  const rhythm = takeRhythm(text)
  const dayParts = takeDayParts(text)
  const leftover = text.rest
    .replaceAll(
      /\b(a|au|aux|raison|de|du|des|d|l|le|la|les|par|et|chaque|tous|toutes|fois|compris|y|inclus)\b/g,
      ' ',
    )
    .replaceAll(/\b(week end|week-end|ferie|feries|dimanches|seances?|passages?|visites?|domicile)\b/g, ' ')
    .replaceAll(/[\s/–-]+/g, ' ')
    .trim()
  if (leftover !== '') return { read: false, leftover }
  const base = rhythm ?? (dayParts.length > 0 ? { ...DAILY } : undefined)
  if (!base) return { read: false, leftover: written.trim() }
  const { parts, ...rest } = base
  return {
    read: true,
    sessions,
    frequency: { ...rest, dayParts: dayParts.length > 0 ? dayParts : (parts ?? []), days },
  }
}

type Rhythm = Pick<Frequency, 'unit' | 'interval' | 'times' | 'weekdays'> & { parts?: DayPart[] }

const DAILY: Rhythm = { unit: 'day', interval: 1, times: 1, weekdays: [] }

const takeLength = (text: Text): number | null => {
  const found = take(text, /\b(?:pendant|durant|pour|sur une duree de|x) (\d+) (jour|semaine|mois)s?\b/)
  if (!found) return null
  const days = { jour: 1, semaine: 7, mois: 30 }[found[2]!]!
  return Number(found[1]) * days || null
}

const takeSessions = (text: Text): number | null => {
  const found = take(text, /\b(\d+) (?:seances?|passages?|visites?)\b(?! par| \/)/)
  return found ? Number(found[1]) : null
}

const TIMES = String.raw`(\d+) ?(?:x|f|fois|seances?|passages?|visites?)?`

/** The ways to say it; the first that fits counts. */
const takeRhythm = (text: Text): Rhythm | undefined => {
  const named = takeWeekdays(text)
  const every = take(text, /\b(?:toutes les|chaque) (\d+) semaines?\b|\b1 semaine (?:sur|\/) (\d+)\b/)
  const interval = Number(every?.[1] ?? every?.[2] ?? 1)
  if (named) {
    take(text, new RegExp(String.raw`\b${TIMES} ?(?:par|\/) ?semaines?\b`))
    return { unit: 'week', interval, times: named.length, weekdays: named }
  }
  if (every) {
    const count = take(text, new RegExp(String.raw`\b${TIMES}(?= |$)`))
    return week(Number(count?.[1] ?? 1), interval)
  }
  return takeDays(text) ?? takeWeeks(text)
}

const week = (times: number, interval: number): Rhythm | undefined =>
  times >= 1 && times <= 7 && interval >= 1 ? { unit: 'week', interval, times, weekdays: [] } : undefined

const takeWeeks = (text: Text): Rhythm | undefined => {
  const weekly = take(text, new RegExp(String.raw`\b${TIMES} ?(?:par|\/|la) ?semaines?\b`))
  if (weekly) return week(Number(weekly[1]), 1)
  if (take(text, /\b(?:par|chaque|toutes les) semaines?\b/)) return week(1, 1)
  // A month is counted as four weeks: the same weekday, which is how appointments are given.
  if (take(text, new RegExp(String.raw`\b${TIMES} ?(?:par|\/) ?mois\b|\b(?:par|tous les) mois\b`)))
    return week(1, 4)
  return undefined
}

const takeDays = (text: Text): Rhythm | undefined => {
  const oneIn = take(text, /\b1 jour (?:sur|\/) (\d+)\b|\btous les (\d+) jours\b/)
  if (oneIn) {
    const interval = Number(oneIn[1] ?? oneIn[2])
    return interval >= 1 ? { ...DAILY, interval } : undefined
  }
  const perDay = take(text, new RegExp(String.raw`\b${TIMES} ?(?:par|\/) ?jours?\b`))
  if (perDay) {
    take(text, /\btous les jours\b|\bchaque jour\b/)
    const parts = PER_DAY[Number(perDay[1])]
    return parts && { ...DAILY, parts }
  }
  return take(text, /\btous les jours\b|\bchaque jour\b|\bpar jour\b|\b7 jours? (?:sur|\/) 7\b/)
    ? DAILY
    : undefined
}

const PER_DAY: Record<number, DayPart[]> = {
  1: [],
  2: ['morning', 'evening'],
  3: ['morning', 'noon', 'evening'],
  4: [...DAY_PARTS],
}

const dayNumber = (word: string): number => {
  const day = word.replace(/s$/, '')
  return (DAYS.indexOf(day) + 1 || SHORT_DAYS.indexOf(day) + 1) as number
}

const DAY = `(?:${DAYS.map(day => `${day}s?`).join('|')}|${SHORT_DAYS.join('|')})`

/** « lundi, mercredi, vendredi », « du lundi au vendredi », « tous les jours sauf le dimanche », « en semaine ». */
const takeWeekdays = (text: Text): number[] | undefined => {
  const except = take(
    text,
    new RegExp(String.raw`\b(?:tous les jours )?sauf (?:les? )?(${DAY}(?:(?: et| ou|) (?:les? )?${DAY})*)\b`),
  )
  if (except) {
    const left = daysIn(except[1]!)
    return [1, 2, 3, 4, 5, 6, 7].filter(day => !left.includes(day))
  }
  if (take(text, /\btous les jours sauf (?:le )?week[ -]end\b|\ben semaine\b|\b5 jours? (?:sur|\/) 7\b/))
    return [1, 2, 3, 4, 5]
  const range = take(text, new RegExp(String.raw`\bdu (${DAY}) au (${DAY})\b`))
  const found = range ? between(dayNumber(range[1]!), dayNumber(range[2]!)) : []
  for (let one = takeDay(text); one; one = takeDay(text)) found.push(one)
  return found.length > 0 ? [...new Set(found)].sort((a, b) => a - b) : undefined
}

const takeDay = (text: Text): number => {
  const found = take(text, new RegExp(String.raw`\b${DAY}\b`))
  return found ? dayNumber(found[0]) : 0
}

const daysIn = (words: string): number[] =>
  (words.match(new RegExp(String.raw`\b${DAY}\b`, 'g')) ?? []).map(dayNumber)

const between = (first: number, last: number): number[] =>
  Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => ((first - 1 + index) % 7) + 1)

const takeDayParts = (text: Text): DayPart[] => {
  const found = new Set<DayPart>()
  // « après-midi » holds « midi », and « après » never stands alone here.
  if (take(text, /\bapres[ -]midis?\b/)) found.add('afternoon')
  if (take(text, /\bmatin(?:s|ee|ees)?\b/)) found.add('morning')
  if (take(text, /\bmidis?\b/)) found.add('noon')
  if (take(text, /\bsoir(?:s|ee|ees)?\b/)) found.add('evening')
  return DAY_PARTS.filter(part => found.has(part))
}
