import type { Member } from '../access/member.ts'
import type { SavedDatedHours } from '../agenda/dated-hours.ts'
import { frenchIn } from '../http/french.ts'
import type { Id, LocalDate } from '../terms.ts'
import { hoursWords } from './hours-words.ts'
import { mayEdit } from './whose.ts'

/** A day of its own, or several, as the page of hours tells it. */
export type ExceptionLine = {
  id: Id
  dates: string
  label: string
  words: string
  ofPractice: boolean
  editable: boolean
  /** How many appointments of the clinician stand there outside the hours, and where one sees whom. */
  left: number
  leftPath: string
}

/** `outside`: the days of appointments outside the hours of the clinician whose page this is. */
export const exceptionLines = (
  exceptions: readonly SavedDatedHours[],
  member: Member,
  of?: { clinicianId: Id; outside: readonly LocalDate[] },
): ExceptionLine[] =>
  exceptions.map(exception => {
    const { id, fromOn, toOn, label, clinicianId } = exception
    const left = of?.outside.filter(on => fromOn <= on && on <= toOn) ?? []
    return {
      id,
      dates: frenchIn(member.zone).dates(fromOn, toOn),
      label,
      words: exceptionWords(exception),
      ofPractice: clinicianId === null,
      editable: mayEdit(member, clinicianId),
      left: left.length,
      leftPath: isLeave(exception)
        ? `/leaves/${id}`
        : `/agenda?view=day&date=${left[0] ?? fromOn}&clinician=${of?.clinicianId ?? ''}`,
    }
  })

/** A clinician away for whole days has a page that tells and moves whom it concerns. */
const isLeave = ({ own, open, hours }: SavedDatedHours): boolean => own && !open && hours.length === 0

/** « fermé », « fermé 12 h – 14 h », « ouvert 9 h – 12 h » */
const exceptionWords = ({ open, hours }: Pick<SavedDatedHours, 'open' | 'hours'>): string =>
  [open ? 'ouvert' : 'fermé', hours.map(hoursWords).join(' et ')].filter(Boolean).join(' ')
