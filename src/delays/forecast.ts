import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import type { Travel } from '../travel/minutes.ts'
import { type ComingStop, comingStops } from './coming-stops.ts'
import { type Estimate, plusVisit, rangeAround } from './estimate.ts'
import { delayMinutes, lateAfter } from './lateness.ts'
import {
  findVisitUnderWay,
  lastWhereabouts,
  type NextStart,
  nextStart,
  startAfter,
  type VisitUnderWay,
  type Whereabouts,
} from './next-start.ts'
import { type Plan, schedule } from './schedule.ts'

/** What is expected of the rest of a round, seen at `at`. */
export type Forecast = {
  at: EpochMs
  /** Visits not begun, in the order expected. Those begun, over or absent are not forecast. */
  stops: StopForecast[]
  inProgress: { stopId: string; arrivedAt: EpochMs; finishAt: EpochMs } | null
  /** How late the round is: the next visit (else the end of the last) against the timetable. */
  delayMinutes: number
  /** A tap that should have come: the clinician is asked, nobody is texted on the strength of silence. */
  overdue: Overdue | null
  endsAt: EpochMs | null
  /** If nobody taps, the first instant at which an estimate changes; null: none will. */
  lookAgainAt: EpochMs | null
}

export type StopForecast = {
  stopId: string
  scheduledAt: EpochMs
  startAt: EpochMs
  /** The range to announce. */
  fromAt: EpochMs
  toAt: EpochMs
  finishAt: EpochMs
  /** Against what was agreed with the patient; positive is late. */
  delayMinutes: number
  late: boolean
  travel: Travel
  /** « 2 passages avant vous », the visit in progress included. */
  visitsBefore: number
}

export type Overdue = { tap: 'arrival' | 'completion'; stopId: string }

/** This long after a round should have ended, silence has nothing more to say. */
const GIVEN_UP_AFTER = minutesToMs(180)

/** Forecasts every visit of the round that has not begun. The same input gives the same output, to the millisecond. */
export function forecast(now: EpochMs, plan: Plan, state: RoundState): Forecast {
  const underWay = findVisitUnderWay(now, plan, state)
  const free = underWay ?? lastWhereabouts(state)
  const coming = comingStops(plan, state)
  const next = coming[0] ? nextStart(now, coming[0], free, plan, state) : null
  const stops = next ? stopForecasts(coming, next.start, free, plan, underWay ? 1 : 0) : []
  const finishAt = underWay ? visitFinish(now, underWay, stops[0], state) : null
  return {
    at: now,
    stops,
    inProgress:
      underWay && finishAt !== null
        ? { stopId: underWay.stopId, arrivedAt: underWay.arrivedAt, finishAt }
        : null,
    delayMinutes: roundDelay(plan, stops[0], underWay?.stopId ?? null, finishAt),
    overdue: overdueTap(underWay, coming[0], next),
    endsAt: stops.at(-1)?.finishAt ?? finishAt ?? state.lastFree?.at ?? null,
    lookAgainAt: nextLook(now, plan, underWay, next),
  }
}

/** Carries the next start down the rest of the round; waits and rests absorb what they can. */
function stopForecasts(
  coming: ComingStop[],
  firstStart: Estimate,
  free: Whereabouts | null,
  plan: Plan,
  visitsUnderWay: number,
): StopForecast[] {
  let start = firstStart
  let from = free
  return coming.map((stop, index) => {
    if (index > 0 && from) start = startAfter(from, stop, plan)
    const travel = plan.travel(from?.stopId ?? null, stop.stopId)
    from = { stopId: stop.stopId, freeAt: plusVisit(start, stop.duration) }
    return stopForecast(stop, start, from.freeAt.at, travel, index + visitsUnderWay)
  })
}

function stopForecast(
  stop: ComingStop,
  start: Estimate,
  finishAt: EpochMs,
  travel: Travel,
  visitsBefore: number,
): StopForecast {
  const range = rangeAround(start, stop.earliestAt)
  return {
    stopId: stop.stopId,
    scheduledAt: stop.scheduledAt,
    startAt: start.at,
    fromAt: range.from,
    toAt: range.to,
    finishAt,
    delayMinutes: delayMinutes(stop.agreement, start.at),
    late: start.at > (lateAfter(stop.agreement) ?? Number.POSITIVE_INFINITY),
    travel,
    visitsBefore,
  }
}

/** The end of the visit under way, brought into line with a delay that the clinician has announced meanwhile. */
function visitFinish(
  now: EpochMs,
  visit: VisitUnderWay,
  next: StopForecast | undefined,
  state: RoundState,
): EpochMs {
  if (!state.announcedDelay || !next) return visit.freeAt.at
  return Math.max(now, Math.min(visit.freeAt.at, next.startAt - minutesToMs(next.travel.minutes)))
}

function roundDelay(
  plan: Plan,
  next: StopForecast | undefined,
  stopId: string | null,
  finishAt: EpochMs | null,
): number {
  if (next) return msToMinutes(next.startAt - next.scheduledAt)
  const last = plan.stops.find(stop => stop.stopId === stopId)
  if (!last || finishAt === null) return 0
  const scheduledAt = schedule(plan).get(last.stopId)?.scheduledAt ?? finishAt
  return msToMinutes(finishAt - scheduledAt) - last.plannedMinutes
}

function overdueTap(
  underWay: VisitUnderWay | null,
  next: ComingStop | undefined,
  start: NextStart | null,
): Overdue | null {
  if (underWay)
    return underWay.drift.overdue || start?.drift.overdue
      ? { tap: 'completion', stopId: underWay.stopId }
      : null
  return next && start?.drift.overdue ? { tap: 'arrival', stopId: next.stopId } : null
}

function nextLook(
  now: EpochMs,
  plan: Plan,
  underWay: VisitUnderWay | null,
  next: NextStart | null,
): EpochMs | null {
  const ends = [...schedule(plan).values()].map(each => each.scheduledAt)
  if (now > Math.max(...ends) + GIVEN_UP_AFTER) return null
  const steps = [underWay?.drift.nextStepAt, next?.drift.nextStepAt].filter(at => at !== undefined)
  return steps.length === 0 ? null : Math.min(...steps)
}
