import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import type { Forecast } from './forecast.ts'
import { type Plan, schedule } from './schedule.ts'

/** A visit as it took place, or takes place, beside its plan; times that were not tapped are the most ordinary ones. */
export type PastVisit = {
  stopId: string
  position: number
  scheduledAt: EpochMs
  plannedMs: number
  startAt: EpochMs
  endAt: EpochMs
}

/** The visits begun, in the order in which they began. One of which neither beginning nor end is known is left out. */
export function daySoFar(plan: Plan, state: RoundState, { inProgress }: Forecast): PastVisit[] {
  const timetable = schedule(plan)
  const visits = plan.stops.flatMap((stop, position): PastVisit[] => {
    const taps = state.stops.get(stop.stopId)
    const scheduledAt = timetable.get(stop.stopId)?.scheduledAt
    if (!taps || scheduledAt === undefined || (taps.status !== 'done' && taps.status !== 'in_progress'))
      return []
    const plannedMs = minutesToMs(stop.plannedMinutes)
    const finishedAt = inProgress?.stopId === stop.stopId ? inProgress.finishAt : taps.finishedAt
    const known = taps.arrivedAt ?? finishedAt
    if (known === null) return []
    const startAt = taps.arrivedAt ?? known - plannedMs
    return [
      { stopId: stop.stopId, position, scheduledAt, plannedMs, startAt, endAt: finishedAt ?? Number.NaN },
    ]
  })
  visits.sort((a, b) => a.startAt - b.startAt)
  return visits.map((visit, index) => ({
    ...visit,
    startAt: Math.max(visit.startAt, visits[index - 1]?.endAt || visit.startAt),
    endAt: visit.endAt || forgottenEnd(visit, visits[index + 1], plan),
  }))
}

/** Somebody who forgot to tap the end left in time for an ordinary leg to the next visit. */
function forgottenEnd(visit: PastVisit, next: PastVisit | undefined, plan: Plan): EpochMs {
  if (!next) return visit.startAt + visit.plannedMs
  return Math.max(visit.startAt, next.startAt - minutesToMs(plan.travel(visit.stopId, next.stopId).minutes))
}
