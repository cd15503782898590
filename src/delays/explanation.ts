import { NO_BREAK } from '../http/french.ts'
import type { RoundState } from '../rounds/round-state.ts'
import { msToMinutes } from '../time.ts'
import { type BegunVisit, daySoFar } from './day-so-far.ts'
import type { Forecast } from './forecast.ts'
import { type Plan, schedule } from './schedule.ts'

/** Whole minutes that a cause adds to the delay of the round, or takes from it. */
export type DelayPart = { minutes: number; cause: DelayCause; stopId: string | null }

/**
 * `visit`: longer than planned; `between`: from one visit to the next where nobody travels; `other`: several small
 * ones; `caught_up`: shorter visits, legs and waits, together.
 */
export type DelayCause =
  | 'late_start'
  | 'visit'
  | 'travel'
  | 'between'
  | 'break'
  | 'reordered'
  | 'announced'
  | 'caught_up'
  | 'other'

const MOST_PARTS = 4

/** A visit longer by less is not named: nobody keeps time to the minute. */
const WORTH_NAMING_MINUTES = 2

/**
 * Where the delay of the round comes from: parts that add up to it, in whole minutes, largest first and what was
 * caught up last. Empty when the round is on time. What happened before the round was last on time explains nothing.
 */
export function explainDelay(plan: Plan, state: RoundState, forecast: Forecast): DelayPart[] {
  const total = Math.round(forecast.delayMinutes)
  return total < 1 ? [] : wholeMinutes(fewParts(rawParts(plan, state, forecast)), total)
}

/** « +14 passage de 8 h, +6 route, −3 rattrapées »; `nameOf` names the visit at a stop. */
export const explanationLine = (parts: DelayPart[], nameOf: (stopId: string) => string): string =>
  parts.map(part => `${signed(part.minutes)}${NO_BREAK}${causeInFrench(part, nameOf)}`).join(', ')

/** « +14 », « −3 », with a true minus sign. */
export const signed = (minutes: number): string => (minutes < 0 ? `−${-minutes}` : `+${minutes}`)

export function causeInFrench(
  { cause, minutes, stopId }: DelayPart,
  nameOf: (stopId: string) => string,
): string {
  if (cause === 'visit' && stopId !== null) return nameOf(stopId)
  if (cause === 'caught_up') return minutes === -1 ? 'rattrapée' : 'rattrapées'
  if (cause === 'announced') return minutes === 1 ? 'annoncée' : 'annoncées'
  return CAUSES[cause]
}

const CAUSES = {
  late_start: 'au départ',
  visit: 'passage',
  travel: 'route',
  between: 'entre deux',
  break: 'pause écourtée',
  reordered: 'ordre changé',
  other: 'divers',
}

/** The delay grows or shrinks at each visit and on each way to the next one; these differences add up to it. */
function rawParts(plan: Plan, state: RoundState, forecast: Forecast): DelayPart[] {
  const next = forecast.stops[0]
  let parts: DelayPart[] = []
  let last: BegunVisit | null = null
  for (const visit of daySoFar(plan, state, forecast)) {
    const delay = msToMinutes(visit.startAt - visit.scheduledAt)
    const way = wayPart(last, visit, plan, state)
    const isOnTimeAgain = delay <= 0 && way.cause !== 'reordered'
    parts = isOnTimeAgain ? [part(delay, 'caught_up')] : [...parts, way]
    parts.push(part(msToMinutes(visit.endAt - visit.startAt - visit.plannedMs), 'visit', visit.stopId))
    last = visit
  }
  if (!next) return parts
  const position = plan.stops.findIndex(stop => stop.stopId === next.stopId)
  const way = wayPart(last, { ...next, position }, plan, state)
  return [...parts, state.announcedDelay && way.minutes > 0 ? { ...way, cause: 'announced' } : way]
}

/** What the way to a visit added, beyond the gap that the timetable leaves for it; to the first one, its late start. */
function wayPart(
  from: BegunVisit | null,
  to: Pick<BegunVisit, 'stopId' | 'position' | 'scheduledAt' | 'startAt'>,
  plan: Plan,
  state: RoundState,
): DelayPart {
  const delayBefore = from ? from.endAt - from.scheduledAt - from.plannedMs : 0
  const minutes = msToMinutes(to.startAt - to.scheduledAt - delayBefore)
  if (isOutOfOrder(from?.position ?? -1, to.position, plan, state)) return part(minutes, 'reordered')
  if (minutes >= 0) return part(minutes, from ? causeOfWay(from.stopId, to.stopId, plan) : 'late_start')
  const rests = schedule(plan).get(to.stopId)?.breaksBefore ?? []
  return part(minutes, rests.length > 0 ? 'break' : 'caught_up')
}

const causeOfWay = (from: string, to: string, plan: Plan): DelayCause =>
  plan.travel(from, to).source === 'none' ? 'between' : 'travel'

/** Going back, or past a stop that is or was still to be visited. */
const isOutOfOrder = (from: number, to: number, plan: Plan, state: RoundState): boolean =>
  to < from || plan.stops.slice(from + 1, to).some(({ stopId }) => isVisitedElsewhen(stopId, state))

function isVisitedElsewhen(stopId: string, state: RoundState): boolean {
  const stop = state.stops.get(stopId)
  if (!stop || stop.status === 'absent') return false
  return stop.status !== 'done' || stop.arrivedAt !== null || stop.finishedAt !== null
}

/** One part per cause, one per visit worth naming, what is left in a last one: no more than a glance can take in. */
function fewParts(parts: DelayPart[]): DelayPart[] {
  const visits = parts.filter(each => each.cause === 'visit' && each.minutes >= WORTH_NAMING_MINUTES)
  const causes = SHARED_CAUSES.map(cause => part(sum(parts.filter(each => each.cause === cause)), cause))
  const kept = [...visits, ...causes]
    .filter(each => Math.abs(each.minutes) >= 0.5)
    .sort((a, b) => b.minutes - a.minutes)
    .slice(0, MOST_PARTS - 1)
  const left = sum(parts) - sum(kept)
  return [...kept, part(left, left < 0 ? 'caught_up' : 'other')]
}

const SHARED_CAUSES = ['late_start', 'travel', 'between', 'announced', 'reordered', 'break'] as const

/** Rounds each part, those nearest to the next minute first, so that they still add up to the total. */
function wholeMinutes(parts: DelayPart[], total: number): DelayPart[] {
  const missing = total - sum(parts.map(each => ({ ...each, minutes: Math.floor(each.minutes) })))
  const byRemainder = parts.toSorted((a, b) => remainder(b) - remainder(a))
  const roundedUp = byRemainder.slice(0, missing)
  return parts
    .map(each => ({ ...each, minutes: Math.floor(each.minutes) + (roundedUp.includes(each) ? 1 : 0) }))
    .filter(each => each.minutes !== 0)
}

const remainder = ({ minutes }: DelayPart): number => minutes - Math.floor(minutes)
const sum = (parts: DelayPart[]): number => parts.reduce((total, each) => total + each.minutes, 0)
const part = (minutes: number, cause: DelayCause, stopId: string | null = null): DelayPart => ({
  minutes,
  cause,
  stopId,
})
