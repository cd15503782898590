import type { Agreed } from './news.ts'
import type { Sentences } from './several-wording.ts'
import { dayWords, nounOf, rangeWords, type Seen, shortDate, timesWords } from './wording-days.ts'

/** Who comes instead of whom, to what one patient has on those days, soonest first. */
export type Replaced = {
  /** First names, in the order in which they come. */
  by: readonly string[]
  instead: string
  appointments: readonly Agreed[]
}

/** Somebody else will be there, at the hours that were agreed. */
export const replacedSentences = (text: Replaced & Seen & { reader: 'patient' | 'carer' }): Sentences => {
  const { by, instead, appointments } = text
  const [first] = appointments
  const who = by.join(' puis ')
  const comes = by.length > 1 ? 'remplacent' : 'remplace'
  const oneDay = appointments.every(({ on }) => on === first!.on)
  const noun = appointments.every(each => nounOf(each) === 'passage') ? 'passages' : 'rendez-vous'
  if (oneDay) {
    const when = `${dayWords(first!.on, text)}${timesWords(appointments, text.zone)}`
    return {
      warm: `bonjour, ${when}, ${who} ${comes} ${instead}. L'heure ne change pas.`,
      plain: `${when}, ${who} ${comes} ${instead}.`,
      brief: `le ${shortDate(first!.on)}, ${who} ${comes} ${instead}.`,
      least: `${who} ${comes} ${instead}.`,
    }
  }
  const when = rangeWords(appointments, text)
  return {
    warm: `bonjour, ${when}, ${who} ${comes} ${instead}. ${text.reader === 'patient' ? 'Vos' : 'Les'} ${noun} gardent leur heure.`,
    plain: `${when}, ${who} ${comes} ${instead}. Les heures ne changent pas.`,
    brief: `${when}, ${who} ${comes} ${instead}.`,
    least: `${who} ${comes} ${instead}.`,
  }
}
