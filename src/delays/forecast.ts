import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import type { Travel } from '../travel/minutes.ts'
import { type ComingStop, comingStops } from './coming-stops.ts'
import {
  type Estimate,
  estimateOf,
  middle,
  noRanking,
  type Quantiles,
  quantilesOf,
  rangeOf,
  shareAfter,
} from './estimate.ts'
import { calibrationAt } from './habits.ts'
import { delayMinutes, lateAfter } from './lateness.ts'
import { type Chances, paces, plusVisit, room, unlessAbsent } from './laws.ts'
import {
  absenceVariable,
  findVisitUnderWay,
  lastWhereabouts,
  type NextStart,
  startAfter,
  startAfterVisit,
  startFrom,
  type VisitUnderWay,
  visitVariable,
} from './next-start.ts'
import { paceOfDay } from './pace.ts'
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
  /** The estimate: it begins before or after it equally often. */
  startAt: EpochMs
  quantiles: Quantiles
  /** The probability that it begins later than agreed and tolerated; 0 where nothing was agreed. */
  pLate: number
  /** The range to announce. */
  fromAt: EpochMs
  toAt: EpochMs
  /** If it begins as estimated and lasts as usual. */
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
  const paceToday = paceOfDay(plan, state)
  const pace = paces(paceToday)
  const underWay = findVisitUnderWay(now, plan, state, pace)
  const last = lastWhereabouts(state)
  const coming = comingStops(plan, state)
  const [first] = coming
  const next = !first
    ? null
    : underWay
      ? startAfterVisit(now, first, underWay, plan, state)
      : startFrom(now, first, last, plan, state)
  const from = underWay?.stopId ?? last?.stopId ?? null
  const stops = next
    ? stopForecasts(
        coming,
        next.start,
        { from, pace, usualPace: Math.exp(paceToday.mean), visitsUnderWay: underWay ? 1 : 0 },
        plan,
      )
    : []
  const finishAt = underWay ? visitFinish(now, underWay, stops[0], state) : null
  return {
    at: now,
    stops,
    inProgress:
      underWay && finishAt !== null
        ? { stopId: underWay.stopId, arrivedAt: underWay.arrivedAt, finishAt }
        : null,
    delayMinutes: roundDelay(plan, stops[0], underWay?.stopId ?? null, finishAt),
    overdue: overdueTap(underWay, first, next),
    endsAt: stops.at(-1)?.finishAt ?? finishAt ?? state.lastFree?.at ?? null,
    lookAgainAt: nextLook(now, plan, underWay, next),
  }
}

type Begun = { from: string | null; pace: Float64Array; usualPace: number; visitsUnderWay: number }

/** Carries the next start down the rest of the round; waits and rests absorb what they can. */
function stopForecasts(coming: ComingStop[], firstStart: Chances, begun: Begun, plan: Plan): StopForecast[] {
  const start = firstStart.slice()
  const finish = room()
  const ranking = noRanking()
  let from = begun.from
  return coming.map((stop, index) => {
    const travel = plan.travel(from, stop.stopId)
    const visitsBefore = index + begun.visitsUnderWay
    const calibration = calibrationAt(plan.habits, stop.place, visitsBefore)
    const estimate = estimateOf(start, calibration, ranking)
    const forecast = stopForecast(stop, { estimate, usualPace: begun.usualPace, travel }, visitsBefore)
    from = stop.stopId
    const following = coming[index + 1]
    if (following) {
      const absence = plan.habits.absences[stop.place]
      plusVisit(start, stop.duration, begun.pace, visitVariable(stop.position), finish)
      unlessAbsent(start, finish, absence, absenceVariable(stop.position), finish)
      startAfter({ stopId: from, freeAt: finish }, following, plan, start)
    }
    return forecast
  })
}

function stopForecast(
  stop: ComingStop,
  { estimate, usualPace, travel }: { estimate: Estimate; usualPace: number; travel: Travel },
  visitsBefore: number,
): StopForecast {
  const quantiles = quantilesOf(estimate)
  const startAt = quantiles.p50
  const range = rangeOf(estimate, stop.earliestAt, stop.place)
  const limit = lateAfter(stop.agreement)
  return {
    stopId: stop.stopId,
    scheduledAt: stop.scheduledAt,
    startAt,
    quantiles,
    pLate: limit === null ? 0 : shareAfter(estimate, limit),
    fromAt: range.from,
    toAt: range.to,
    finishAt: startAt + Math.round(minutesToMs(stop.duration.minutes * usualPace)),
    delayMinutes: delayMinutes(stop.agreement, startAt),
    late: startAt > (limit ?? Number.POSITIVE_INFINITY),
    travel,
    visitsBefore,
  }
}

/** The end of the visit under way, to the minute, brought into line with a delay that the clinician has announced meanwhile. */
function visitFinish(
  now: EpochMs,
  visit: VisitUnderWay,
  next: StopForecast | undefined,
  state: RoundState,
): EpochMs {
  const finishAt = Math.round(middle(visit.freeAt) / 60_000) * 60_000
  if (!state.announcedDelay || !next) return Math.max(finishAt, now)
  return Math.max(now, Math.min(finishAt, next.startAt - minutesToMs(next.travel.minutes)))
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
    return underWay.silence.overdue || start?.silence?.overdue
      ? { tap: 'completion', stopId: underWay.stopId }
      : null
  return next && start?.silence?.overdue ? { tap: 'arrival', stopId: next.stopId } : null
}

function nextLook(
  now: EpochMs,
  plan: Plan,
  underWay: VisitUnderWay | null,
  next: NextStart | null,
): EpochMs | null {
  const ends = [...schedule(plan).values()].map(each => each.scheduledAt)
  if (now > Math.max(...ends) + GIVEN_UP_AFTER) return null
  const steps = [underWay?.silence.nextStepAt, next?.silence?.nextStepAt].filter(at => at !== undefined)
  return steps.length === 0 ? null : Math.min(...steps)
}
