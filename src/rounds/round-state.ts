import type { EpochMs } from '../terms.ts'
import { lastStandingTap, standingFacts, type Tap } from './taps.ts'

/**
 * The state of a round, derived from its taps and never edited. What the taps leave unsaid is read as follows.
 *
 * | taps | read as |
 * |---|---|
 * | completion without arrival | done, start unknown |
 * | arrival elsewhere during a visit | that visit is done, its end unknown but not after this arrival (`finishedBy`) |
 * | departure elsewhere during a visit | that visit ended at this departure: one leaves when one has finished |
 * | completion of another stop during a visit | that stop is done since before this visit; the visit goes on |
 * | departure, then departure or arrival elsewhere | the first stop waits again |
 * | arrival after an absence | the visit takes place after all |
 * | arrival or departure after a completion | nothing: done stays done unless it is undone |
 */
export type RoundState = {
  /** One entry per planned stop. */
  stops: Map<string, StopState>
  /** The stop in progress, else the one travelled to, else the first that waits. */
  current: string | null
  /** Stops whose visit has not begun and still will, in the order expected: the one travelled to, then as planned. */
  upcoming: string[]
  /** Where the clinician last became free, and when; null before the first visit. */
  lastFree: { stopId: string; at: EpochMs } | null
  /** What the clinician said of the whole round and no arrival has replaced since. */
  announcedDelay: { minutes: number; at: EpochMs } | null
  /** What « Annuler le dernier geste » would undo. */
  lastTap: Tap | null
}

export type StopState = {
  status: 'waiting' | 'travelling' | 'in_progress' | 'done' | 'absent'
  departedAt: EpochMs | null
  arrivedAt: EpochMs | null
  finishedAt: EpochMs | null
  /** When the end was not tapped: the visit was over by then. */
  finishedBy: EpochMs | null
  absentAt: EpochMs | null
}

/** Whether the visit has begun, is over or will not take place: from then on nobody is told of a delay. */
export const isBegunOrOver = (stop: StopState): boolean =>
  stop.status !== 'waiting' && stop.status !== 'travelling'

/**
 * Derives the state of a round. `stopIds` are the stops in planned order; taps on other stops are ignored.
 * The order of `taps` does not matter and a tap given twice counts once.
 */
export function deriveRound(stopIds: string[], taps: Tap[]): RoundState {
  const ofThisRound = taps.filter(tap => tap.stopId === null || stopIds.includes(tap.stopId))
  const day: Day = { stops: new Map(stopIds.map(id => [id, waiting])), lastFree: null, announcedDelay: null }
  for (const fact of standingFacts(ofThisRound)) apply(day, fact)
  const upcoming = [...withStatus(day, 'travelling'), ...withStatus(day, 'waiting')]
  const current = withStatus(day, 'in_progress')[0] ?? upcoming[0] ?? null
  return { ...day, current, upcoming, lastTap: lastStandingTap(ofThisRound) }
}

/** The day so far, while its facts are read one after the other. */
type Day = Pick<RoundState, 'stops' | 'lastFree' | 'announcedDelay'>

const waiting: StopState = {
  status: 'waiting',
  departedAt: null,
  arrivedAt: null,
  finishedAt: null,
  finishedBy: null,
  absentAt: null,
}

function apply(day: Day, fact: Tap): void {
  const at = fact.happenedAt
  if (fact.kind === 'delay') {
    day.announcedDelay = { minutes: fact.minutes ?? 0, at }
    return
  }
  const stop = day.stops.get(fact.stopId ?? '')
  if (!stop || !fact.stopId) return
  if (fact.kind === 'departure') depart(day, fact.stopId, stop, at)
  if (fact.kind === 'arrival') arrive(day, fact.stopId, stop, at)
  if (fact.kind === 'completion') complete(day, fact.stopId, stop, at)
  if (fact.kind === 'absence') markAbsent(day, fact.stopId, stop, at)
}

function depart(day: Day, id: string, stop: StopState, at: EpochMs): void {
  if (stop.status === 'done' || stop.status === 'in_progress') return
  for (const left of withStatus(day, 'in_progress')) {
    change(day, left, { status: 'done', finishedAt: at })
    day.lastFree = { stopId: left, at }
  }
  turnBack(day)
  change(day, id, { ...waiting, status: 'travelling', departedAt: at })
}

function arrive(day: Day, id: string, stop: StopState, at: EpochMs): void {
  if (stop.status === 'done' || stop.status === 'in_progress') return
  for (const left of withStatus(day, 'in_progress')) change(day, left, { status: 'done', finishedBy: at })
  if (stop.status !== 'travelling') turnBack(day)
  change(day, id, { status: 'in_progress', arrivedAt: at, absentAt: null })
  day.announcedDelay = null
}

function complete(day: Day, id: string, stop: StopState, at: EpochMs): void {
  if (stop.status === 'done') return
  const elsewhere = underway(day).find(other => other !== id)
  const since = elsewhere === undefined ? null : day.stops.get(elsewhere)
  if (since) {
    change(day, id, { status: 'done', finishedBy: since.arrivedAt ?? since.departedAt, absentAt: null })
    return
  }
  change(day, id, { status: 'done', finishedAt: at, absentAt: null })
  day.lastFree = { stopId: id, at }
}

/** An absence is found at the door, unless it is noted of a stop that is not the current one: then by telephone. */
function markAbsent(day: Day, id: string, stop: StopState, at: EpochMs): void {
  const current = underway(day)[0] ?? withStatus(day, 'waiting')[0]
  if (id === current) day.lastFree = { stopId: id, at }
  change(day, id, {
    ...waiting,
    status: 'absent',
    departedAt: stop.departedAt,
    arrivedAt: stop.arrivedAt,
    absentAt: at,
  })
}

const turnBack = (day: Day): void => {
  for (const towards of withStatus(day, 'travelling')) change(day, towards, waiting)
}

const underway = (day: Day): string[] => [...withStatus(day, 'in_progress'), ...withStatus(day, 'travelling')]

function withStatus({ stops }: Day, status: StopState['status']): string[] {
  const found: string[] = []
  for (const [id, stop] of stops) if (stop.status === status) found.push(id)
  return found
}

const change = (day: Day, id: string, to: Partial<StopState>): void => {
  day.stops.set(id, { ...(day.stops.get(id) ?? waiting), ...to })
}
