import { NO_BREAK } from '../http/french.ts'
import type { Coverage } from './punctuality.ts'
import { type Noun, numberWords } from './words.ts'

/** « 574 passages comparés, sur 612 prévus. Non comptés : 9 absences, 13 sans aucun geste. » */
export const coverageWords = (of: Coverage, { one, several }: Noun): string => {
  const noun = of.compared < 2 ? one : several
  const compared = of.compared < 2 ? 'comparé' : 'comparés'
  const counted = `${numberWords(of.compared)}${NO_BREAK}${noun} ${compared}, sur ${numberWords(of.planned)} prévus.`
  const left = [
    leftOut(of.absent, 'absence', 'absences'),
    leftOut(of.startUnknown, 'sans «\u202fJ’arrive\u202f»'),
    leftOut(of.untapped, 'sans aucun geste'),
    leftOut(of.nothingAgreed, 'sans heure convenue'),
  ].filter(words => words !== null)
  return left.length === 0 ? counted : `${counted} Non comptés${NO_BREAK}: ${left.join(', ')}.`
}

const leftOut = (count: number, one: string, several = one): string | null =>
  count === 0 ? null : `${numberWords(count)}${NO_BREAK}${count === 1 ? one : several}`
