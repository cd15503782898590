import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import type { ComingStop } from './coming-stops.ts'
import { durationQuantile } from './durations.ts'
import { middle } from './estimate.ts'
import { FIRST_START_OFFSET_MINUTES, gapLaw } from './habits.ts'
import {
  type Chances,
  changed,
  exactly,
  type GapLaw,
  gapEnds,
  gapQuantile,
  notBefore,
  plusGap,
  visitEnds,
} from './laws.ts'
import { afterBreaks, type Plan } from './schedule.ts'
import { listen, SHORTEST_STEP, type Silence } from './silence.ts'

/** Where the clinician was last known to be, and when they are (or will be) free to leave. */
export type Whereabouts = { stopId: string | null; freeAt: Chances }
export type VisitUnderWay = { stopId: string; arrivedAt: EpochMs; freeAt: Chances; silence: Silence }

/** When the next visit begins, and how this estimate moves if nobody taps; null: it waits for the visit under way. */
export type NextStart = { start: Chances; silence: Silence | null }

/** Until a visit has lasted as long as one in four, or an arrival is due, silence says next to nothing. */
const VISIT_HEARD_FROM_SHARE = 0.25
const ARRIVAL_HEARD_FROM_SHARE = 0.5

/** A visit longer than nine in ten is probably over, its tap forgotten; so is an arrival as late as that. */
const FORGOTTEN_SHARE = 0.9
const FORGOTTEN_AFTER = minutesToMs(10)

/** The variables of a day, see `logits`: its pace, then three for each stop of the plan. */
export const gapVariable = (position: number): number => 3 * position + 1
export const visitVariable = (position: number): number => 3 * position + 2
export const absenceVariable = (position: number): number => 3 * position + 3

export function findVisitUnderWay(
  now: EpochMs,
  plan: Plan,
  state: RoundState,
  pace: Float64Array,
): VisitUnderWay | null {
  const position = plan.stops.findIndex(each => each.stopId === state.current)
  const stop = plan.stops[position]
  const taps = stop && state.stops.get(stop.stopId)
  if (!stop || taps?.status !== 'in_progress' || taps.arrivedAt === null) return null
  const { arrivedAt } = taps
  const { duration } = stop
  const silence = listen(now, {
    from: arrivedAt + minutesToMs(durationQuantile(duration, VISIT_HEARD_FROM_SHARE)),
    overdueAt: arrivedAt + minutesToMs(durationQuantile(duration, FORGOTTEN_SHARE)),
    step: Math.max(SHORTEST_STEP, Math.round(minutesToMs(duration.minutes / 6))),
  })
  const elapsed = silence.heardUntil === null ? 0 : msToMinutes(silence.heardUntil - arrivedAt)
  const ends = visitEnds(arrivedAt, duration, pace, elapsed, visitVariable(position))
  return { stopId: stop.stopId, arrivedAt, silence, freeAt: notBefore(silence.notBefore, ends) }
}

/** Between two visits: where the last one was, and when the clinician left or could leave. null before the first tap. */
export function lastWhereabouts(state: RoundState): { stopId: string | null; freeAt: EpochMs } | null {
  const departedAt = state.stops.get(state.current ?? '')?.departedAt ?? null
  const at = departedAt ?? state.lastFree?.at ?? null
  return at === null ? null : { stopId: state.lastFree?.stopId ?? null, freeAt: at }
}

/** The next start while a visit is under way. */
export function startAfterVisit(
  now: EpochMs,
  stop: ComingStop,
  visit: VisitUnderWay,
  plan: Plan,
  state: RoundState,
): NextStart {
  const computed = startAfter(visit, stop, plan)
  return asAnnounced(now, computed, stop, plan, state) ?? { start: computed, silence: null }
}

/** The next start between two visits: from the last tap, or else as planned. Never in the past. */
export function startFrom(
  now: EpochMs,
  stop: ComingStop,
  last: { stopId: string | null; freeAt: EpochMs } | null,
  plan: Plan,
  state: RoundState,
): NextStart {
  const freeAt = last
    ? afterBreaks(last.freeAt, stop.breaks)
    : stop.scheduledAt - minutesToMs(FIRST_START_OFFSET_MINUTES)
  const law = last ? lawOf(last.stopId, stop, plan) : firstStartLaw(plan)
  const bound = stop.earliestAt ?? Number.NEGATIVE_INFINITY
  const arrival = (share: number): EpochMs => Math.max(gapQuantile(freeAt, law, share), bound)
  const expected = () => plusGap(exactly(freeAt), law, gapVariable(stop.position), stop.earliestAt)
  const announced = state.announcedDelay && asAnnounced(now, expected(), stop, plan, state)
  if (announced) return announced
  const silence = listen(now, {
    from: Math.max(arrival(ARRIVAL_HEARD_FROM_SHARE), freeAt + 1),
    overdueAt: Math.max(arrival(0.5) + FORGOTTEN_AFTER, arrival(FORGOTTEN_SHARE)),
    step: SHORTEST_STEP,
  })
  if (silence.heardUntil === null) return { start: expected(), silence }
  const start = gapEnds(freeAt, law, silence.heardUntil, gapVariable(stop.position))
  return { start: notBefore(Math.max(bound, silence.notBefore), start), silence }
}

/** `into`: where to write it, see `room`. */
export function startAfter(free: Whereabouts, stop: ComingStop, plan: Plan, into?: Chances): Chances {
  const rested =
    stop.breaks.length === 0 ? free.freeAt : changed(free.freeAt, at => afterBreaks(at, stop.breaks))
  const law = lawOf(free.stopId, stop, plan)
  return plusGap(rested, law, gapVariable(stop.position), stop.earliestAt, into)
}

const lawOf = (from: string | null, stop: ComingStop, plan: Plan): GapLaw =>
  gapLaw(plan.habits.gaps[stop.place], plan.travel(from, stop.stopId).minutes)

const firstStartLaw = ({ habits }: Plan): GapLaw => ({
  ...gapLaw(habits.firstStart, 0, FIRST_START_OFFSET_MINUTES),
  offset: 0,
})

/** The clinician knows better than the taps, except that nobody arrives before having said so and come. */
function asAnnounced(
  now: EpochMs,
  computed: Chances,
  stop: ComingStop,
  plan: Plan,
  state: RoundState,
): NextStart | null {
  const said = state.announcedDelay
  if (!said) return null
  const visited = state.current !== stop.stopId ? state.current : null
  const wayThere = visited ? plan.travel(visited, stop.stopId).minutes : 0
  const at = Math.max(stop.scheduledAt + minutesToMs(said.minutes), said.at + minutesToMs(wayThere))
  const moved = at - middle(computed)
  const silence = listen(now, { from: at, overdueAt: at + FORGOTTEN_AFTER, step: SHORTEST_STEP })
  const start = computed.map(each => Math.max(each + moved, silence.notBefore))
  return { start: notBefore(stop.earliestAt, start), silence }
}
