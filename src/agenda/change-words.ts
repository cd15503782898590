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

const momentWords = (agreed: Agreed, f: French): string => {
  const hasTime = agreed.agreed_at !== null || agreed.window_from_at !== null
  return hasTime ? `${f.day(agreed.on)}, ${agreedWords(agreed, f)}` : f.day(agreed.on)
}
