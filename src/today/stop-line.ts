import type { Decision } from '../delays/decision.ts'
import type { StopForecast } from '../delays/forecast.ts'
import { agreedSpan } from '../delays/lateness.ts'
import type { French } from '../http/french.ts'
import { patientName } from '../patients/names.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { EpochMs, Id, LocalDate } from '../terms.ts'
import { hearerOf } from './hearer.ts'
import type { LoadedRound } from './loaded-round.ts'
import { mayStillBeStopped } from './pending-notices.ts'
import { type Answer, type StateWords, stateWords } from './stop-state.ts'
import { hardWords } from './tags.ts'

/** One stop in a list: agreed time first, forecast only where it differs, state, at most one action. */
export type StopLine = {
  kind: 'stop'
  id: Id
  path: string
  name: string
  agreedWords: string
  agreedClock: string | null
  /** A window was agreed, or nothing: its words are long. */
  window: boolean
  expectedWords: string | null
  state: StateWords
  hardWords: string | null
  callPhone: string | null
  mayHold: boolean
  /** « Annuler » was said, and can be taken back. */
  isHeld: boolean
  struck: boolean
}

/** Slack that ends the delay, said where it lies. */
export type MarginLine = { kind: 'margin'; words: string }

const ANSWERS: Partial<Record<string, Answer>> = {
  fine: { words: '«\u202fça me va\u202f»', asksForCall: false },
  cannot: { words: '«\u202fje ne peux pas\u202f»', asksForCall: true },
  call_back: { words: '«\u202frappelez-moi\u202f»', asksForCall: true },
}

/** An answer stands until another one: a STOP after it, or words that nobody has read yet, do not take it back. */
const answerTo = ({ replies }: LoadedRound, stopId: Id): Answer | null => {
  const known = replies.findLast(reply => reply.stop_id === stopId && reply.meaning in ANSWERS)
  return (known && ANSWERS[known.meaning]) ?? null
}

export const stopPath = (on: LocalDate, stopId: Id): string => `/rounds/${on}/stops/${stopId}`

export const decisionOf = (round: LoadedRound, stopId: Id): Decision => round.decisions.get(stopId)!

/** « 9 h 45 », « 8 h – 10 h » where a window was agreed, or « sans heure ». */
export const agreedWords = (round: LoadedRound, stop: RoundStop, f: French): string => {
  const span = agreedSpan(round.plan.stops.find(each => each.stopId === stop.id)!.agreement)
  if (!span) return 'sans heure'
  return span.from === span.to ? f.time(span.from) : rangeWords(span.from, span.to, f)
}

export const rangeWords = (from: EpochMs, to: EpochMs, f: French): string =>
  f.time(from) === f.time(to) ? f.time(from) : `${f.time(from)}\u00a0– ${f.time(to)}`

export const stateOf = (round: LoadedRound, stop: RoundStop, f: French, now: EpochMs): StateWords => {
  const decision = decisionOf(round, stop.id)
  const lastNotice = round.noticeRows.findLast(
    notice => notice.stop_id === stop.id && (notice.state === 'sent' || notice.state === 'pending'),
  )
  const carers = round.carers.filter(carer => carer.patient_id === stop.patient_id)
  const facts = {
    state: round.state.stops.get(stop.id)!,
    decision,
    hearer: hearerOf(stop, decision, carers),
    messages: round.messages.filter(message => message.ref_id === lastNotice?.id),
    answer: answerTo(round, stop.id),
    dayIsOver: round.dayIsOver,
  }
  return stateWords(facts, f, now)
}

export const forecastOf = (round: LoadedRound, stopId: Id): StopForecast | undefined =>
  round.forecast.stops.find(each => each.stopId === stopId)

/** A delay smaller than this is no news. */
export const WORTH_SAYING_MINUTES = 5

/** The forecast is said only where it differs from what was agreed by something one would notice. */
export const differs = (expected: StopForecast | undefined): expected is StopForecast =>
  expected !== undefined && Math.abs(expected.delayMinutes) >= WORTH_SAYING_MINUTES

export const stopLine = (round: LoadedRound, stop: RoundStop, f: French, now: EpochMs): StopLine => {
  const expected = forecastOf(round, stop.id)
  const decision = decisionOf(round, stop.id)
  const span = agreedSpan(round.plan.stops.find(each => each.stopId === stop.id)!.agreement)
  const toCall = decision.calls.length > 0 && expected !== undefined
  return {
    kind: 'stop',
    id: stop.id,
    path: stopPath(round.day.round.on, stop.id),
    name: patientName(stop),
    agreedWords: agreedWords(round, stop, f),
    agreedClock: span && f.clockTime(span.from),
    window: span === null || span.from !== span.to,
    expectedWords: differs(expected) ? rangeWords(expected.fromAt, expected.toAt, f) : null,
    state: stateOf(round, stop, f, now),
    hardWords: expected ? hardWords(stop.hard_before_at, f) : null,
    callPhone: toCall ? callPhone(round, stop, decision) : null,
    mayHold: round.noticeRows.some(notice => notice.stop_id === stop.id && mayStillBeStopped(round, notice)),
    isHeld: expected !== undefined && decision.reason === 'vetoed',
    struck: round.state.stops.get(stop.id)?.status === 'absent',
  }
}

/** The number of whoever is to be called first. */
const callPhone = (round: LoadedRound, stop: RoundStop, decision: Decision): string | null => {
  const [call] = decision.calls
  const phones = round.phones.filter(
    phone => phone.patient_id === stop.patient_id && phone.status !== 'invalid',
  )
  return phones.find(phone => phone.carer_id === (call?.carerId ?? null))?.e164 ?? null
}
