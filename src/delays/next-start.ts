import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import type { ComingStop } from './coming-stops.ts'
import { arrivalDrift, type Drift, visitEndDrift } from './drift.ts'
import { changed, type Estimate, exactly, notBefore, plusTravel, visitUnderWay } from './estimate.ts'
import { afterBreaks, type Plan } from './schedule.ts'

/** Where the clinician was last known to be, and when they are (or will be) free to leave. */
export type Whereabouts = { stopId: string | null; freeAt: Estimate }
export type VisitUnderWay = { stopId: string; arrivedAt: EpochMs; freeAt: Estimate; drift: Drift }

/** When the next visit begins, and how this estimate moves if nobody taps. */
export type NextStart = { start: Estimate; drift: Drift }

/** How punctual a round begins, before any tap has said so. */
const FIRST_START = { early: minutesToMs(3), late: minutesToMs(8) }

/** An arrival that did not come when expected may come any minute. */
const ANY_MINUTE = minutesToMs(5)

export function findVisitUnderWay(now: EpochMs, plan: Plan, state: RoundState): VisitUnderWay | null {
  const stop = plan.stops.find(each => each.stopId === state.current)
  const taps = stop && state.stops.get(stop.stopId)
  if (!stop || taps?.status !== 'in_progress' || taps.arrivedAt === null) return null
  const { arrivedAt } = taps
  const drift = visitEndDrift(arrivedAt, stop.duration, now)
  const elapsed = Math.max(0, msToMinutes(now - arrivedAt))
  return {
    stopId: stop.stopId,
    arrivedAt,
    drift,
    freeAt: visitUnderWay(arrivedAt, stop.duration, elapsed, drift.at),
  }
}

/** Between two visits: where the last one was, and when the clinician left or could leave. null before the first tap. */
export function lastWhereabouts(state: RoundState): Whereabouts | null {
  const departedAt = state.stops.get(state.current ?? '')?.departedAt ?? null
  const at = departedAt ?? state.lastFree?.at ?? null
  return at === null ? null : { stopId: state.lastFree?.stopId ?? null, freeAt: exactly(at) }
}

/** The next start: from the last tap, or else as planned; what the clinician announced replaces it. Never in the past. */
export function nextStart(
  now: EpochMs,
  stop: ComingStop,
  free: Whereabouts | null,
  plan: Plan,
  state: RoundState,
): NextStart {
  const onPlan = notBefore(stop.earliestAt, { at: stop.scheduledAt, ...FIRST_START })
  const computed = free ? startAfter(free, stop, plan) : onPlan
  const expected = asAnnounced(computed, stop, plan, state)
  const drift = arrivalDrift(expected.at, now)
  if (drift.at === expected.at) return { start: expected, drift }
  return { start: { at: drift.at, early: 0, late: Math.max(expected.late, ANY_MINUTE) }, drift }
}

export function startAfter(free: Whereabouts, stop: ComingStop, plan: Plan): Estimate {
  const rested = changed(free.freeAt, at => afterBreaks(at, stop.breaks))
  return notBefore(stop.earliestAt, plusTravel(rested, plan.travel(free.stopId, stop.stopId).minutes))
}

/** The clinician knows better than the taps, except that nobody arrives before having said so and come. */
function asAnnounced(computed: Estimate, stop: ComingStop, plan: Plan, state: RoundState): Estimate {
  const said = state.announcedDelay
  if (!said) return computed
  const visited = state.current !== stop.stopId ? state.current : null
  const wayThere = visited ? plan.travel(visited, stop.stopId).minutes : 0
  const at = Math.max(stop.scheduledAt + minutesToMs(said.minutes), said.at + minutesToMs(wayThere))
  return notBefore(stop.earliestAt, { ...computed, at })
}
