import { contactHours } from '../cadre/contact-hours.ts'
import { decide, type Passage, type WantedNotice } from '../delays/decision.ts'
import { type Forecast, forecast, type StopForecast } from '../delays/forecast.ts'
import { agreedSpan } from '../delays/lateness.ts'
import { type Expectations, withExpectations } from '../delays/lessons.ts'
import type { Notice } from '../delays/notices.ts'
import type { Plan, PlannedStop } from '../delays/schedule.ts'
import { stillTrue } from '../delays/still-true.ts'
import { deriveRound, isBegunOrOver, type RoundState } from '../rounds/round-state.ts'
import type { Tap } from '../rounds/taps.ts'
import type { EpochMs } from '../terms.ts'
import type { Line } from './lines.ts'

/** The time to undo that a practice starts with. */
const UNDO_SECONDS = 180

/** A round while it is replayed: what was tapped so far, what was expected last, and what was sent. */
export type ReplayedRound = {
  plan: Plan
  taps: Tap[]
  /** How many of `taps` have been made. */
  made: number
  state: RoundState
  forecast: Forecast | null
  notices: Map<string, Notice[]>
  expectations: Expectations
  lookAgainAt: EpochMs | null
}

export const replayedRound = (plan: Plan, taps: Tap[], opensAt: EpochMs): ReplayedRound => ({
  plan,
  taps,
  made: 0,
  state: deriveRound(
    plan.stops.map(stop => stop.stopId),
    [],
  ),
  forecast: null,
  notices: new Map(plan.stops.map(stop => [stop.stopId, []])),
  expectations: {},
  lookAgainAt: opensAt,
})

/** When something happens next: a tap, a notice to leave, or the time to look again; null: nothing ever will. */
export function nextMoment(round: ReplayedRound): EpochMs | null {
  const tapAt = round.taps[round.made]?.happenedAt ?? Number.POSITIVE_INFINITY
  const next = Math.min(tapAt, nextDue(round), wholeSecond(round.lookAgainAt ?? Number.POSITIVE_INFINITY))
  return Number.isFinite(next) ? next : null
}

const nextDue = ({ notices }: ReplayedRound): EpochMs => {
  let next = Number.POSITIVE_INFINITY
  for (const ofStop of notices.values()) {
    const last = ofStop.at(-1)
    if (last?.state === 'pending') next = Math.min(next, last.dueAt)
  }
  return next
}

/** The clock of the application ticks every second. */
const wholeSecond = (at: EpochMs): EpochMs => Math.ceil(at / 1000) * 1000

/** Lets happen what happens at `now`, as the application would, and tells what a replay puts out. */
export function live(round: ReplayedRound, now: EpochMs): Line[] {
  const tapped = takeTaps(round, now)
  think(round, now)
  const lines = tapped ? forecastLines(round.forecast!, now) : []
  return [...lines, ...sendDue(round, now)]
}

/** Makes the taps that are due; true where the clinician made one: an absence is only inferred. */
function takeTaps(round: ReplayedRound, now: EpochMs): boolean {
  const before = round.made
  while ((round.taps[round.made]?.happenedAt ?? Number.POSITIVE_INFINITY) <= now) round.made++
  if (round.made === before) return false
  round.state = deriveRound(
    round.plan.stops.map(stop => stop.stopId),
    round.taps.slice(0, round.made),
  )
  return round.taps.slice(before, round.made).some(tap => tap.kind !== 'absence')
}

function think(round: ReplayedRound, now: EpochMs): void {
  round.forecast = forecast(now, round.plan, round.state)
  round.expectations = withExpectations(round.expectations, round.forecast)
  const looks = [round.forecast.lookAgainAt ?? Number.POSITIVE_INFINITY]
  for (const stop of round.forecast.stops) {
    const planned = stopOf(round, stop.stopId)
    const decision = decide(passageOf(round, planned, stop, now))
    keepNotice(round, stop.stopId, decision.kind === 'scheduled' ? decision.notice : null)
    if ('lookAgainAt' in decision && decision.lookAgainAt > now) looks.push(decision.lookAgainAt)
  }
  for (const [stopId] of round.notices) {
    const stop = round.state.stops.get(stopId)
    if (stop && isBegunOrOver(stop)) keepNotice(round, stopId, null)
  }
  const next = Math.min(...looks)
  round.lookAgainAt = Number.isFinite(next) ? next : null
}

const stopOf = ({ plan }: ReplayedRound, stopId: string): PlannedStop =>
  plan.stops.find(stop => stop.stopId === stopId)!

/** A patient with a mobile and the hours of the cadre as they are by default. */
function passageOf(
  round: ReplayedRound,
  { stopId, place, agreement }: PlannedStop,
  expected: StopForecast | null,
  now: EpochMs,
): Passage {
  const hours = contactHours({
    subject: 'delay',
    hours: null,
    expected: agreedSpan(agreement),
    zone: 'utc',
    now,
  })
  return {
    now,
    place,
    forecast: expected,
    overdue: round.forecast?.overdue != null || round.state.lastTap === null,
    agreement,
    hardBeforeAt: null,
    reach: [{ carerId: null, channel: 'sms', ...hours }],
    notices: round.notices.get(stopId) ?? [],
    call: null,
    undoSeconds: UNDO_SECONDS,
  }
}

/** Brings the pending notice of a stop in line with what was decided. */
function keepNotice(round: ReplayedRound, stopId: string, wanted: WantedNotice | null): void {
  const notices = round.notices.get(stopId) ?? []
  const last = notices.at(-1)
  if (last?.state === 'pending') {
    if (wanted?.id === last.id) {
      const { kind, fromAt, toAt, estimateAt, dueAt } = wanted
      notices[notices.length - 1] = { ...last, kind, fromAt, toAt, estimateAt, dueAt }
      return
    }
    notices[notices.length - 1] = { ...last, state: 'withdrawn' }
  }
  if (!wanted) return
  const { kind, fromAt, toAt, estimateAt, dueAt } = wanted
  const id = `${stopId}:${notices.length}`
  notices.push({ id, kind, state: 'pending', fromAt, toAt, estimateAt, dueAt, sentAt: null })
  round.notices.set(stopId, notices)
}

/** Asks of each notice that is due whether it is still true; what has left is thought about again. */
function sendDue(round: ReplayedRound, now: EpochMs): Line[] {
  const lines: Line[] = []
  for (const [stopId, notices] of round.notices) {
    const last = notices.at(-1)
    if (last?.state !== 'pending' || last.dueAt > now) continue
    const expected = round.forecast?.stops.find(stop => stop.stopId === stopId) ?? null
    const departure = stillTrue(last.id, passageOf(round, stopOf(round, stopId), expected, now))
    if (!departure.leaves) {
      notices[notices.length - 1] = { ...last, state: 'withdrawn' }
      continue
    }
    const { kind, fromAt, toAt, estimateAt } = departure.notice
    notices[notices.length - 1] = { ...last, kind, fromAt, toAt, estimateAt, state: 'sent', sentAt: now }
    lines.push({ type: 'notice', at: now, visit: stopId, kind, from: fromAt, to: toAt })
  }
  return lines
}

/** Between two steps of silence an instant just past may still be among the possibilities: it is now, at the earliest. */
const forecastLines = ({ stops }: Forecast, at: EpochMs): Line[] =>
  stops.map(({ stopId, quantiles, pLate }) => ({
    type: 'forecast',
    at,
    visit: stopId,
    p10: Math.max(quantiles.p10, at),
    p25: Math.max(quantiles.p25, at),
    p50: Math.max(quantiles.p50, at),
    p75: Math.max(quantiles.p75, at),
    p90: Math.max(quantiles.p90, at),
    pLate,
  }))
