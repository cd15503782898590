import { learnableMinutes } from '../delays/durations.ts'
import { habitsOf, type Lessons, learnDay, NO_LESSONS } from '../delays/lessons.ts'
import type { Plan } from '../delays/schedule.ts'
import {
  expectedLength,
  learnLength,
  noVisitLengths,
  type VisitKind,
  type VisitLengths,
} from '../delays/visit-lengths.ts'
import { planOfDay, type RecordedDay } from './recorded-day.ts'
import type { RecordedVisit } from './recorded-visit.ts'
import type { ReplayedRound } from './replayed-round.ts'

/** Everything that the days replayed so far have taught. */
export type Experience = { lengths: VisitLengths; lessons: Map<string, Lessons> }

export const noExperience = (): Experience => ({ lengths: noVisitLengths(), lessons: new Map() })

export function planFrom({ lengths, lessons }: Experience, day: RecordedDay): Plan {
  const durations = new Map(day.visits.map(visit => [visit.visit, expectedLength(lengths, kindOf(visit))]))
  return planOfDay(day, durations, habitsOf(lessons.get(day.clinician) ?? NO_LESSONS))
}

/** Learns the ways of a clinician from a round that was lived to its end. */
export function learnFrom({ lessons }: Experience, day: RecordedDay, round: ReplayedRound): void {
  const { clinician } = day
  const before = lessons.get(clinician) ?? NO_LESSONS
  lessons.set(clinician, learnDay(before, round.plan, round.state, round.expectations, numberOf(day)))
}

/** Learns how long the visits of a day lasted. */
export function learnLengths({ lengths }: Experience, day: RecordedDay): void {
  const on = numberOf(day)
  for (const visit of day.visits) {
    const minutes = learnableMinutes(visit)
    if (minutes !== null) learnLength(lengths, kindOf(visit), minutes, on)
  }
}

const kindOf = ({ clinician, care, patient, plannedMinutes }: RecordedVisit): VisitKind => ({
  clinician,
  care,
  patient,
  plannedMinutes,
})

const numberOf = ({ visits }: RecordedDay): number => Date.parse(visits[0]!.day) / 86_400_000
