import type { Plan } from '../delays/schedule.ts'
import type { RoundState } from '../rounds/round-state.ts'
import type { Tap } from '../rounds/taps.ts'
import type { EpochMs, Id } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/** What will really happen at a stop: how long the visit lasts, or that nobody opens. */
export type Act = { minutes: number; absent: boolean }

/** The next thing that a clinician of the demo will do by themselves. */
export type Cue = { stopId: Id; kind: Tap['kind']; at: EpochMs }

/** To write two words and put things away, and how long one waits at a closed door. */
const TIDYING_MINUTES = 1
const WAITING_MINUTES = 4

/**
 * What a clinician does next, from the state of the round, whoever made its taps: go, ring or receive, finish, or find
 * nobody. Nobody begins before what was agreed. Null: the day is done.
 */
export const nextCue = (plan: Plan, state: RoundState, acts: ReadonlyMap<Id, Act>): Cue | null => {
  const stopId = state.current
  const now = stopId === null ? undefined : state.stops.get(stopId)
  if (stopId === null || !now) return null
  const { minutes, absent } = acts.get(stopId) ?? { minutes: 10, absent: false }
  if (now.status === 'in_progress')
    return { stopId, kind: 'completion', at: now.arrivedAt! + minutesToMs(minutes) }
  const earliest = plan.stops.find(stop => stop.stopId === stopId)?.earliestAt ?? plan.startsAt
  const travel = plan.travel(state.lastFree?.stopId ?? null, stopId)
  if (travel.source === 'none' || now.status === 'travelling') {
    const ready = now.departedAt === null ? tidied(plan, state) : now.departedAt + minutesToMs(travel.minutes)
    const at = Math.max(ready, earliest)
    return absent
      ? { stopId, kind: 'absence', at: at + minutesToMs(WAITING_MINUTES) }
      : { stopId, kind: 'arrival', at }
  }
  const leave = Math.max(tidied(plan, state), earliest - minutesToMs(travel.minutes))
  return { stopId, kind: 'departure', at: leave }
}

const tidied = (plan: Plan, { lastFree }: RoundState): EpochMs =>
  lastFree === null
    ? plan.startsAt - minutesToMs(plan.travel(null, plan.stops[0]!.stopId).minutes)
    : lastFree.at + minutesToMs(TIDYING_MINUTES)
