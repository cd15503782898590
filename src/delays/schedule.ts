import type { EpochMs, Place } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import type { Travel } from '../travel/minutes.ts'
import type { Duration } from './durations.ts'
import type { Habits } from './habits.ts'
import type { Agreement } from './lateness.ts'

/** One visit of the plan. `earliestAt`: it cannot begin before (null: no bound), see `earliestStart`. */
export type PlannedStop = {
  stopId: string
  place: Place
  agreement: Agreement
  earliestAt: EpochMs | null
  plannedMinutes: number
  /** Expected from plan and history; the plan alone is `expectedDuration(plannedMinutes, [])`. */
  duration: Duration
}

/** A planned rest from `fromAt` to `toAt`: when the round is late it shrinks, down to `atLeastMinutes`. */
export type Break = { fromAt: EpochMs; toAt: EpochMs; atLeastMinutes: number }

/** Minutes from one stop to another; from null, nobody knows from where. */
export type TravelBetween = (fromStopId: string | null, toStopId: string) => Travel

/** The plan of the day: stops in planned order. */
export type Plan = {
  stops: PlannedStop[]
  breaks: Break[]
  /** When the round is to begin; where it was not said, `firstKnownTime` of its stops. */
  startsAt: EpochMs
  travel: TravelBetween
  habits: Habits
}

/** When a stop begins if all goes to plan, and the breaks that come just before it. */
export type ScheduledStop = { scheduledAt: EpochMs; breaksBefore: Break[] }

/**
 * The plan as a timetable: agreed times as agreed; where only a window (or nothing) was agreed, as soon as the stop
 * before and the window allow. Delays of the round are measured against it.
 */
export function schedule(plan: Plan): Map<string, ScheduledStop> {
  const known = timetables.get(plan)
  if (known) return known
  const timetable = new Map<string, ScheduledStop>()
  const breaks = plan.breaks.toSorted((a, b) => a.fromAt - b.fromAt)
  let free: { stopId: string; at: EpochMs } | null = null
  for (const stop of plan.stops) {
    const begin = startsAfter(free, stop, plan)
    const breaksBefore = takeWhile(breaks, rest => rest.fromAt <= begin)
    const scheduledAt = startsAfter(free && { ...free, at: afterBreaks(free.at, breaksBefore) }, stop, plan)
    timetable.set(stop.stopId, { scheduledAt, breaksBefore })
    free = { stopId: stop.stopId, at: scheduledAt + minutesToMs(stop.plannedMinutes) }
  }
  timetables.set(plan, timetable)
  return timetable
}

/** A plan is asked for its timetable several times at every look, and never changes. */
const timetables = new WeakMap<Plan, Map<string, ScheduledStop>>()

/** When the clinician, free at `freeAt`, has taken these breaks: a late one is cut short, an early one lasts. */
export const afterBreaks = (freeAt: EpochMs, breaks: Break[]): EpochMs =>
  breaks.reduce((at, rest) => Math.max(rest.toAt, at + minutesToMs(rest.atLeastMinutes)), freeAt)

function startsAfter(free: { stopId: string; at: EpochMs } | null, stop: PlannedStop, plan: Plan): EpochMs {
  if (stop.agreement.agreedAt !== null) return stop.agreement.agreedAt
  const arrival = free ? free.at + minutesToMs(plan.travel(free.stopId, stop.stopId).minutes) : plan.startsAt
  return Math.max(arrival, stop.agreement.windowFrom ?? arrival)
}

/** The first instant that anything was agreed for; null: nothing was. */
export function firstKnownTime(stops: PlannedStop[]): EpochMs | null {
  const times = stops.map(stop => stop.agreement.agreedAt ?? stop.agreement.windowFrom ?? stop.earliestAt)
  const known = times.filter(time => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** Removes from the front of the list, and returns, the items for which `test` holds. */
function takeWhile<T>(list: T[], test: (item: T) => boolean): T[] {
  const end = list.findIndex(item => !test(item))
  return list.splice(0, end === -1 ? list.length : end)
}
