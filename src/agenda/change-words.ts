import type { French } from '../http/french.ts'
import { agreedWords } from './appointment-words.ts'
import type { Agreed, News } from './news.ts'

/** « Rendez-vous de jeudi 26 novembre, 9 h » */
export const whichAppointment = (agreed: Agreed, f: French): string =>
  `${agreed.kind === 'visit' ? 'Passage' : 'Rendez-vous'} de ${momentWords(agreed, f)}`

/** What whoever calls has to tell: « Rendez-vous de jeudi 26 novembre, 9 h, annulé ». */
export const changeSentence = (news: News, after: Agreed, f: French): string => {
  const which = whichAppointment(news.before ?? after, f)
  if (news.purpose === 'cancelled') return `${which}, annulé. Un autre moment est à proposer.`
  if (news.purpose === 'moved') return `${which}, déplacé à ${momentWords(after, f)}.`
  return `${which}.`
}

/** More moves or cancellations than this are counted: nobody reads more over the telephone. */
export const MOST_LISTED = 8

/** The same of several cancellations: « 2 rendez-vous annulés : jeudi 26 novembre, 9 h, puis … ». */
export const cancelledSentence = (cancelled: readonly Agreed[], f: French): string => {
  const moments = cancelled.map(each => momentWords(each, f))
  const which =
    cancelled.length > MOST_LISTED ? `, ${daysWords(cancelled, f)}` : `\u00a0: ${moments.join(', puis ')}`
  return `${manyOf(cancelled)} annulés${which}.`
}

/** What else such a call is for. */
export const OTHERS_TO_OFFER = 'D’autres moments sont à proposer.'

/** « 15 rendez-vous déplacés, du 2 décembre 2026 au 8 janvier 2027. » */
export const movedSentence = (moved: readonly Agreed[], f: French): string =>
  `${manyOf(moved)} déplacés, ${daysWords(moved, f)}.`

const daysWords = (all: readonly Agreed[], f: French): string => {
  const days = all.map(({ on }) => on).sort()
  return f.dates(days[0]!, days.at(-1)!)
}

const manyOf = (all: readonly Agreed[]): string =>
  `${all.length} ${all.every(({ kind }) => kind === 'visit') ? 'passages' : 'rendez-vous'}`

const momentWords = (agreed: Agreed, f: French): string => {
  const hasTime = agreed.agreed_at !== null || agreed.window_from_at !== null
  return hasTime ? `${f.day(agreed.on)}, ${agreedWords(agreed, f)}` : f.day(agreed.on)
}
