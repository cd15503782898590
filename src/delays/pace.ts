import type { RoundState } from '../rounds/round-state.ts'
import { msToMinutes } from '../time.ts'
import { spreadOfShape } from './durations.ts'
import type { Plan } from './schedule.ts'

/** Mean and standard deviation of the logarithm of a day's pace. */
export type Pace = { mean: number; spread: number }

/** Days differ by a tenth; what one visit says of its day weighs little: this many visits count as much as the usual pace. */
const DAY_SPREAD = 0.1
const USUAL_WEIGHT = 20

/** A visit says no more than this many standard deviations of its own: it may have been an exception, or badly tapped. */
const MOST_DEVIATIONS = 2

/** Whether today's visits, so far, take longer than expected of each. Shrunk hard: most of it is chance. */
export function paceOfDay(plan: Plan, state: RoundState): Pace {
  let sum = 0
  let visits = 0
  for (const { stopId, duration } of plan.stops) {
    const stop = state.stops.get(stopId)
    if (stop?.status !== 'done' || stop.arrivedAt === null || stop.finishedAt === null) continue
    const minutes = Math.max(msToMinutes(stop.finishedAt - stop.arrivedAt), 0.1)
    const most = MOST_DEVIATIONS * spreadOfShape(duration.shape)
    sum += Math.min(Math.max(Math.log(minutes / duration.minutes), -most), most)
    visits++
  }
  const weight = USUAL_WEIGHT + visits
  return { mean: sum / weight, spread: DAY_SPREAD * Math.sqrt(USUAL_WEIGHT / weight) }
}
