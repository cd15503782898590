import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import type { Forecast } from './forecast.ts'
import { type Plan, type PlannedStop, schedule } from './schedule.ts'

/** A visit as it took place, or takes place, beside its plan. What was not tapped is filled in with the ordinary. */
export type BegunVisit = {
  stopId: string
  position: number
  scheduledAt: EpochMs
  plannedMs: number
  startAt: EpochMs
  endAt: EpochMs
}

/** `knownAt`: a tap of the visit, by which visits are put in order. */
type TappedVisit = Omit<BegunVisit, 'endAt'> & { endAt: EpochMs | null; knownAt: EpochMs }

/** The visits begun, in the order in which they took place. One of which no time is known is left out. */
export function daySoFar(plan: Plan, state: RoundState, forecast: Forecast): BegunVisit[] {
  const timetable = schedule(plan)
  const tapped = plan.stops
    .map((stop, position) => {
      const scheduledAt = timetable.get(stop.stopId)?.scheduledAt ?? plan.startsAt
      return tappedVisit(stop, position, scheduledAt, state, forecast)
    })
    .filter(visit => visit !== null)
    .sort((a, b) => a.knownAt - b.knownAt)
  return tapped.map((visit, index) => ({
    ...visit,
    endAt: visit.endAt ?? forgottenEnd(visit, tapped[index + 1], plan),
  }))
}

function tappedVisit(
  { stopId, plannedMinutes }: PlannedStop,
  position: number,
  scheduledAt: EpochMs,
  state: RoundState,
  { inProgress }: Forecast,
): TappedVisit | null {
  const stop = state.stops.get(stopId)
  if (stop?.status !== 'done' && stop?.status !== 'in_progress') return null
  const plannedMs = minutesToMs(plannedMinutes)
  const endAt = inProgress?.stopId === stopId ? inProgress.finishAt : stop.finishedAt
  const knownAt = stop.arrivedAt ?? endAt
  if (knownAt === null) return null
  const startAt = stop.arrivedAt ?? knownAt - plannedMs
  return { stopId, position, scheduledAt, plannedMs, startAt, endAt, knownAt }
}

/** Somebody who forgot to tap the end left in time for an ordinary leg to the next visit. */
const forgottenEnd = (visit: TappedVisit, next: TappedVisit | undefined, plan: Plan): EpochMs =>
  next
    ? next.startAt - minutesToMs(plan.travel(visit.stopId, next.stopId).minutes)
    : visit.startAt + visit.plannedMs
