import type { Db, Trx } from '../db/database.ts'
import { loadRound, type RoundDay, type RoundStop } from '../rounds/queries.ts'
import { deriveRound } from '../rounds/round-state.ts'
import type { Id, LocalDate } from '../terms.ts'
import type { Duration } from './durations.ts'
import { type Expectations, habitsOf, type Lessons, learnDay, NO_LESSONS } from './lessons.ts'
import { listPastVisits } from './past-visits.ts'
import { type PlanFacts, planOf } from './plan.ts'
import { currentForecast, type KeptForecast, lastRoundBefore } from './queries.ts'
import { expectedLength, learnLength, noVisitLengths, type VisitKind } from './visit-lengths.ts'

/** What earlier days teach of a round, and what was expected of it so far. */
export type Learned = {
  /** By stop: how long the visit is expected to last. */
  durations: Map<Id, Duration>
  lessons: Lessons
  expectations: Expectations
}

/**
 * What earlier days teach changes from day to day, not from tap to tap: it is learned at the first look at a round, then
 * kept with its forecast. Each round goes on from the lessons of the clinician's round before it.
 */
export const loadLearned = async (
  trx: Db | Trx,
  practice: PlanFacts['practice'],
  practiceId: Id,
  day: RoundDay,
): Promise<Learned> => {
  const kept = await currentForecast(trx, practiceId, day.round.id)
  return {
    durations: await durationsOf(trx, practiceId, day, kept?.durations ?? {}),
    lessons: kept?.lessons ?? (await lessonsBefore(trx, practice, practiceId, day)),
    expectations: kept?.expectations ?? {},
  }
}

const durationsOf = async (
  trx: Db | Trx,
  practiceId: Id,
  day: RoundDay,
  known: KeptForecast['durations'],
): Promise<Map<Id, Duration>> => {
  const unknown = day.stops.filter(stop => !known[stop.id])
  const patientIds = unknown.map(stop => stop.patient_id)
  const visits = await listPastVisits(trx, practiceId, patientIds, day.round.on)
  const lengths = noVisitLengths()
  for (const { minutes, on, ...kind } of visits) learnLength(lengths, kind, minutes, dayNumber(on))
  const learned = unknown.map(
    stop => [stop.id, expectedLength(lengths, kindOf(stop, day.round.clinician_id))] as const,
  )
  return new Map([...Object.entries(known), ...learned])
}

const kindOf = (stop: RoundStop, clinician: Id): VisitKind => ({
  clinician,
  care: stop.kind,
  patient: stop.patient_id,
  plannedMinutes: stop.duration_minutes,
})

const lessonsBefore = async (
  trx: Db | Trx,
  practice: PlanFacts['practice'],
  practiceId: Id,
  { round }: RoundDay,
): Promise<Lessons> => {
  const before = await lastRoundBefore(trx, practiceId, round.clinician_id, round.on)
  const kept = before && (await currentForecast(trx, practiceId, before.id))
  if (!before || !kept) return NO_LESSONS
  const day = await loadRound(trx, practiceId, before.id)
  const lessons = kept.lessons ?? NO_LESSONS
  const durations = new Map(Object.entries(kept.durations))
  const plan = planOf({ day, practice, terms: new Map(), durations, habits: habitsOf(lessons) })
  const state = deriveRound(
    day.stops.map(stop => stop.id),
    day.taps,
  )
  return learnDay(lessons, plan, state, kept.expectations ?? {}, dayNumber(before.on))
}

const dayNumber = (on: LocalDate): number => Date.parse(on) / 86_400_000
