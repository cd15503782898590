import type { CadreTerms } from '../cadre/terms.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { RoundDay, RoundStop } from '../rounds/queries.ts'
import type { EpochMs, Id, Instant } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type LegEnd, travelMinutes } from '../travel/minutes.ts'
import { type Duration, expectedDuration } from './durations.ts'
import type { Habits } from './habits.ts'
import { type Agreement, earliestStart } from './lateness.ts'
import { firstKnownTime, type Plan, type PlannedStop, type TravelBetween } from './schedule.ts'

export type PlanFacts = {
  day: RoundDay
  practice: Pick<PracticeRow, 'tolerance_minutes' | 'leg_minutes' | 'lat' | 'lon'>
  /** The terms in force, by patient. */
  terms: Map<Id, CadreTerms>
  /** Expected durations learned from earlier visits, by stop; the plan where there is none. */
  durations: Map<Id, Duration>
  habits: Habits
}

/** The plan of a round as the forecast wants it, from what is stored. */
export const planOf = ({ day, practice, terms, durations, habits }: PlanFacts): Plan => {
  const stops = day.stops.map(stop =>
    plannedStop(stop, agreementOf(stop, terms.get(stop.patient_id), practice), durations.get(stop.id)),
  )
  const breaks = day.breaks.map(({ from_at, to_at, at_least_minutes }) => ({
    fromAt: toEpochMs(from_at),
    toAt: toEpochMs(to_at),
    atLeastMinutes: at_least_minutes,
  }))
  const startsAt = epochOf(day.round.starts_at) ?? firstKnownTime(stops) ?? toEpochMs(day.round.created_at)
  return { stops, breaks, startsAt, travel: travelOf(day.stops, practice), habits }
}

/** What was agreed for one passage: the appointment's own tolerance, else the cadre's, else the practice's for a time. */
export const agreementOf = (
  stop: Pick<RoundStop, 'agreed_at' | 'window_from_at' | 'window_to_at' | 'tolerance_minutes'>,
  terms: CadreTerms | undefined,
  practice: Pick<PracticeRow, 'tolerance_minutes'>,
): Agreement => ({
  agreedAt: epochOf(stop.agreed_at),
  windowFrom: epochOf(stop.window_from_at),
  windowTo: epochOf(stop.window_to_at),
  toleranceMinutes:
    stop.tolerance_minutes ??
    terms?.toleranceMinutes ??
    (stop.agreed_at === null ? null : practice.tolerance_minutes),
})

const plannedStop = (stop: RoundStop, agreement: Agreement, learned: Duration | undefined): PlannedStop => ({
  stopId: stop.id,
  place: stop.place,
  agreement,
  earliestAt: earliestStart(agreement, epochOf(stop.not_before_at)),
  plannedMinutes: stop.duration_minutes,
  duration: learned ?? expectedDuration(stop.duration_minutes, []),
})

const travelOf = (stops: RoundStop[], practice: PlanFacts['practice']): TravelBetween => {
  const ends = new Map(stops.map(stop => [stop.id, legEnd(stop, practice)]))
  return (fromStopId, toStopId) =>
    travelMinutes({
      from: (fromStopId && ends.get(fromStopId)) || null,
      to: ends.get(toStopId)!,
      legDefaultMinutes: practice.leg_minutes,
    })
}

const legEnd = (stop: RoundStop, practice: PlanFacts['practice']): LegEnd =>
  stop.place === 'home'
    ? { place: 'home', lat: stop.lat, lon: stop.lon }
    : { place: 'practice', lat: practice.lat, lon: practice.lon }

const epochOf = (instant: Instant | null): EpochMs | null => (instant === null ? null : toEpochMs(instant))
