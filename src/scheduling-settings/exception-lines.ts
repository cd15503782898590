import type { Member } from '../access/member.ts'
import type { SavedDatedHours } from '../agenda/dated-hours.ts'
import { frenchIn } from '../http/french.ts'
import type { Id } from '../terms.ts'
import { datesWords, hoursWords } from './hours-words.ts'
import { mayEdit } from './whose.ts'

/** A day of its own, or several, as the page of hours tells it. */
export type ExceptionLine = {
  id: Id
  dates: string
  label: string
  words: string
  ofPractice: boolean
  editable: boolean
}

export const exceptionLines = (exceptions: readonly SavedDatedHours[], member: Member): ExceptionLine[] =>
  exceptions.map(({ id, fromOn, toOn, label, clinicianId, ...exception }) => ({
    id,
    dates: datesWords(frenchIn(member.zone), fromOn, toOn),
    label,
    words: exceptionWords(exception),
    ofPractice: clinicianId === null,
    editable: mayEdit(member, clinicianId),
  }))

/** « fermé », « fermé 12 h – 14 h », « ouvert 9 h – 12 h » */
const exceptionWords = ({ open, hours }: Pick<SavedDatedHours, 'open' | 'hours'>): string =>
  [open ? 'ouvert' : 'fermé', hours.map(hoursWords).join(' et ')].filter(Boolean).join(' ')
