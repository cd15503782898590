import type { Zone } from '../terms.ts'
import type { Agreed } from './news.ts'
import { briefTime, nounOf, ofDay, rangeWords, type Seen, shortDate, timesWords } from './wording-days.ts'

/** From the warmest to the shortest. `least`: where the address leaves room for nothing else. */
export type Sentences = { warm: string; plain: string; brief: string; least?: string }

/** One piece of news among several that share a text. */
export type SeveralChange =
  | { what: 'cancelled'; before: Agreed }
  | { what: 'moved'; before: Agreed; after: Agreed }
  | { what: 'booked'; after: Agreed }

type Several = Seen & { changes: readonly SeveralChange[]; byPractice: boolean }

/**
 * What happened to several appointments at once. Each is named as long as there is room, so that nobody needs the link to
 * know; else how many and from when to when. To the patient and to a carer alike.
 */
export const severalSentences = (text: Several): Sentences => {
  const { changes } = text
  if (changes.every(each => each.what === 'cancelled')) return cancelled(text, changes.map(beforeOf))
  if (changes.every(each => each.what === 'booked')) return booked(text, changes.map(afterOf))
  if (changes.every(each => each.what === 'moved')) return moved(text)
  const range = rangeWords(changes.map(beforeOf), text)
  return {
    warm: `bonjour, plusieurs ${nounOfAll(changes.map(afterOf))} changent, ${range}.`,
    plain: `plusieurs ${nounOfAll(changes.map(afterOf))} changent, ${range}.`,
    brief: `${changes.length} changements, ${range}.`,
  }
}

const beforeOf = (change: SeveralChange): Agreed => (change.what === 'booked' ? change.after : change.before)
const afterOf = (change: SeveralChange): Agreed =>
  change.what === 'cancelled' ? change.before : change.after

const nounOfAll = (all: readonly Agreed[]): string =>
  all.every(each => nounOf(each) === 'passage') ? 'passages' : 'rendez-vous'

const cancelled = (text: Several, all: readonly Agreed[]): Sentences => {
  const noun = nounOfAll(all)
  const said = text.byPractice ? 'nous sommes désolés : ' : "c'est noté : "
  return {
    warm: `${said}les ${noun} ${eachOf(all, text)} sont annulés.`,
    plain: `${text.byPractice ? 'désolés, ' : ''}${noun} annulés : ${shortList(all, text.zone)}.`,
    brief: `${said}${all.length} ${noun} annulés, ${rangeWords(all, text)}.`,
    least: `${all.length} ${noun} annulés.`,
  }
}

const booked = (text: Several, all: readonly Agreed[]): Sentences => {
  const noun = nounOfAll(all)
  return {
    warm: `bonjour, c'est noté : ${noun} ${listed(all.map(each => toShort(each, text.zone)))}.`,
    plain: `c'est noté : ${noun} ${shortList(all, text.zone)}.`,
    brief: `bonjour, c'est noté : ${all.length} ${noun}, ${rangeWords(all, text)}.`,
    least: `${all.length} ${noun} notés.`,
  }
}

const moved = (text: Several): Sentences => {
  const pairs = text.changes.flatMap(each => (each.what === 'moved' ? [each] : []))
  const noun = nounOfAll(pairs.map(({ after }) => after))
  // « du 07/12 à 9h au 08/12 à 10h »
  const each = pairs.map(({ before, after }) => {
    const to = `${shortDate(after.on)}${briefTime(after, text.zone)}`
    return `${ofShort(before, text.zone)} au ${to}`
  })
  return {
    warm: `bonjour, ${noun} déplacés : ${each.join(', ')}.`,
    plain: `${noun} déplacés : ${each.join(', ')}.`,
    brief: `bonjour, ${pairs.length} ${noun} sont déplacés, ${rangeWords(pairs.map(beforeOf), text)}.`,
    least: `${pairs.length} ${noun} déplacés.`,
  }
}

/** « de demain jeudi 26 novembre à 9h et 18h », « du 02/12 à 9h, du 04/12 à 9h et du 07/12 à 9h » */
const eachOf = (all: readonly Agreed[], seen: Seen): string => {
  const [first] = all
  if (first && all.every(({ on }) => on === first.on))
    return `${ofDay(first.on, seen)}${timesWords(all, seen.zone)}`
  return listed(all.map(each => ofShort(each, seen.zone)))
}

const ofShort = (each: Agreed, zone: Zone): string => `du ${shortDate(each.on)}${briefTime(each, zone)}`
const toShort = (each: Agreed, zone: Zone): string => `le ${shortDate(each.on)}${briefTime(each, zone)}`

/** « 07/12 à 9h, 09/12 à 9h30, 11/12 à 14h » */
const shortList = (all: readonly Agreed[], zone: Zone): string =>
  all.map(each => `${shortDate(each.on)}${briefTime(each, zone)}`).join(', ')

const listed = (words: readonly string[]): string => words.join(', ').replace(/, ([^,]*)$/, ' et $1')
