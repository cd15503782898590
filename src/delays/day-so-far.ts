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

type TappedVisit = Omit<BegunVisit, 'endAt'> & { endAt: EpochMs | null }

/** The visits begun, in the order in which they began. One of which neither beginning nor end is known is left out. */
export function daySoFar(plan: Plan, state: RoundState, forecast: Forecast): BegunVisit[] {
  const timetable = schedule(plan)
  const tapped = plan.stops
    .map((stop, position) => {
      const scheduledAt = timetable.get(stop.stopId)?.scheduledAt ?? plan.startsAt
      return tappedVisit(stop, position, scheduledAt, state, forecast)
    })
    .filter(visit => visit !== null)
    .sort((a, b) => a.startAt - b.startAt)
  return tapped.map((visit, index) => ({
    ...visit,
    startAt: Math.max(visit.startAt, tapped[index - 1]?.endAt ?? visit.startAt),
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
  const startAt = stop.arrivedAt ?? (endAt === null ? null : endAt - plannedMs)
  return startAt === null ? null : { stopId, position, scheduledAt, plannedMs, startAt, endAt }
}

/** Somebody who forgot to tap the end left in time for an ordinary leg to the next visit. */
function forgottenEnd(visit: TappedVisit, next: TappedVisit | undefined, plan: Plan): EpochMs {
  if (!next) return visit.startAt + visit.plannedMs
  const leftBy = next.startAt - minutesToMs(plan.travel(visit.stopId, next.stopId).minutes)
  return Math.max(visit.startAt, leftBy)
}
