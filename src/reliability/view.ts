import type { French } from '../http/french.ts'
import { type Announced, announcedByText } from './announced.ts'
import { coverageWords } from './coverage-words.ts'
import { moments } from './moments.ts'
import type { MeasuredVisit, PastVisit } from './past-visit.ts'
import { coverage, punctuality } from './punctuality.ts'
import { LEAST_FOR_SHARE } from './share.ts'
import { announcedTallies, delayFacts, isScarce, punctualityTallies, toldTallies } from './tallies.ts'
import { type TellingsByStop, toldOfDelay } from './told.ts'
import { weekView } from './week-view.ts'
import { nounFor, numberWords } from './words.ts'

/** What a period says, but for the patients one by one. `compared` are the measured ones among `visits`. */
export type Facts = { visits: PastVisit[]; compared: MeasuredVisit[]; tellings: TellingsByStop }

/** The figures of the page in words; null while there is nothing to compare. */
export const figuresView = ({ visits, compared, tellings }: Facts, f: French) => {
  if (compared.length === 0) return null
  const noun = nounFor(visits)
  const punctual = punctuality(compared)
  const told = toldOfDelay(compared, tellings)
  const announced = announcedByText(compared, tellings)
  const tallies = {
    punctual: punctualityTallies(punctual),
    told: told.before.of === 0 ? [] : toldTallies(told, noun),
    announced: announced.right.of === 0 ? [] : announcedTallies(announced),
  }
  return {
    noun,
    ...tallies,
    delays: delayFacts(punctual),
    late: f.count(told.before.of, `${noun.one} en retard`, `${noun.several} en retard`),
    announcedWords: f.count(announced.right.of, `${noun.one} annoncé`, `${noun.several} annoncés`),
    outside: outsideWords(announced),
    scarce: isScarce(Object.values(tallies).flat()) ? LEAST_FOR_SHARE : null,
    coverage: coverageWords(coverage(visits, compared.length), noun),
    // On time is silent.
    week: told.before.of === 0 ? null : weekView(moments(compared), noun),
  }
}

/** What became of the announced visits that did not begin in their range. */
const outsideWords = ({ earlier, later, calledBack }: Announced): string[] => [
  ...(earlier > 0 ? [`${numberWords(earlier)} avant la plage annoncée`] : []),
  ...(later > 0 ? [`${numberWords(later)} après`] : []),
  ...(calledBack > 0 ? [`${numberWords(calledBack)} finalement annoncés à l’heure par un second SMS`] : []),
]
