import type { RoundState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { type Break, type Plan, type PlannedStop, schedule } from './schedule.ts'

/** A visit that has not begun: its plan, its time in the timetable, its position in the plan, and the rests to be taken just before it. */
export type ComingStop = PlannedStop & {
  position: number
  scheduledAt: EpochMs
  breaks: Break[]
}

/** The visits still to come in the order expected, with what is left of the planned rests between them. */
export function comingStops(plan: Plan, state: RoundState): ComingStop[] {
  const timetable = schedule(plan)
  const position = new Map(plan.stops.map((stop, index) => [stop.stopId, index]))
  const rests = plan.stops.flatMap((stop, index) => {
    const before = timetable.get(stop.stopId)?.breaksBefore ?? []
    if (before.length === 0 || isTaken(plan.stops.slice(index), state)) return []
    return before.map(rest => ({ index, rest }))
  })
  return state.upcoming.flatMap(stopId => {
    const index = position.get(stopId)
    const stop = index === undefined ? undefined : plan.stops[index]
    const scheduled = timetable.get(stopId)
    if (!stop || !scheduled || index === undefined) return []
    const due = rests.filter(each => each.index <= index)
    for (const each of due) rests.splice(rests.indexOf(each), 1)
    return [
      { ...stop, position: index, scheduledAt: scheduled.scheduledAt, breaks: due.map(each => each.rest) },
    ]
  })
}

/** A rest is over, taken or given up, once a visit planned after it has begun. */
const isTaken = (stopsAfter: PlannedStop[], state: RoundState): boolean =>
  stopsAfter.some(({ stopId }) => {
    const stop = state.stops.get(stopId)
    return stop?.status === 'in_progress' || stop?.status === 'done'
  })
