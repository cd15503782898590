import type { Member } from '../access/member.ts'
import type { French } from '../http/french.ts'
import type { Id, LocalDate } from '../terms.ts'
import { addDays } from '../time.ts'
import { type OtherRound, otherRounds, type RoundView, roundPath } from './round-view.ts'
import { roundWords } from './round-words.ts'

/** A day without a round, or a secretary's choice among those of the others: the same screen, empty. */
export const noRoundView = (
  on: LocalDate,
  clinicianId: Id | null,
  member: Member,
  others: OtherRound[],
  f: French,
): RoundView => {
  const pathOn = (date: LocalDate) => (clinicianId ? roundPath(date, clinicianId) : `/rounds/${date}`)
  const words = roundWords([], member.profession)
  const mayPlan = member.role !== 'substitute'
  return {
    date: on,
    path: `/rounds/${on}`,
    pagePath: pathOn(on),
    clinicianId: clinicianId ?? '',
    dayWords: f.capital(f.day(on)),
    title: words.empty,
    words,
    previousPath: pathOn(addDays(on, -1)),
    nextPath: pathOn(addDays(on, 1)),
    others: otherRounds(others, null, 0),
    done: 0,
    total: 0,
    thread: [],
    delay: null,
    alerts: [],
    pending: null,
    current: null,
    later: [],
    laterWords: '',
    calm: [],
    calmWords: '',
    past: [],
    pastWords: '',
    endWords: null,
    mayTap: false,
    mayPlan,
    maySayDelay: false,
    handoverPath: null,
    undo: null,
    addPath: `/appointments/new?date=${on}${clinicianId ? `&clinician=${clinicianId}` : ''}`,
    planPath: `/rounds/${on}/plan${clinicianId ? `?clinician=${clinicianId}` : ''}`,
    pollSeconds: 60,
    said: '',
  }
}
