import type { PatientRow } from '../db/tables/patients.ts'
import { patientName } from '../patients/names.ts'
import type { Id } from '../terms.ts'
import type { Spread } from './spread.ts'
import { axisOf, placeOn, stripOf } from './strip.ts'
import { agreedWords, markWords, numberWords, startsWords, widthWords } from './words.ts'

type Named = Pick<PatientRow, 'civility' | 'first_name' | 'last_name'>

/** « Patient par patient »: the most scattered first, on one scale. */
export const spreadView = (shown: Spread[], names: Map<Id, Named>) => {
  const axis = axisOf(shown)
  if (!axis) return null
  return {
    marks: axis.marks.map((minutes, index) => ({
      x: placeOn(axis, minutes),
      words: markWords(minutes, index === axis.marks.length - 1),
      agreed: minutes === 0,
    })),
    lines: shown.map(spread => ({
      patientId: spread.patientId,
      name: patientName(names.get(spread.patientId)!),
      agreed: agreedWords(spread),
      starts: startsWords(spread),
      width: widthWords(spread),
      visits: numberWords(spread.visits),
      strip: stripOf(spread, axis),
    })),
  }
}
