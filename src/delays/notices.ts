import type { EpochMs, Id } from '../terms.ts'
import { msToMinutes } from '../time.ts'
import type { Span } from './lateness.ts'

/** `late`: first told of a delay; `update`: told of another time; `on_time`: told that the agreed time holds again. */
export type NoticeKind = 'late' | 'update' | 'on_time'

/** A message about one passage, from its decision to its end. `held`: the clinician stopped it (« Annuler »). */
export type Notice = {
  id: Id
  kind: NoticeKind
  state: 'pending' | 'held' | 'sent' | 'withdrawn' | 'undeliverable'
  /** The announced range and the estimate behind it; a held notice keeps the estimate of when it was held. */
  fromAt: EpochMs
  toAt: EpochMs
  estimateAt: EpochMs
  dueAt: EpochMs
  sentAt: EpochMs | null
}

/** Somebody told the patient by telephone; `estimateAt` is what was expected then. */
export type CallMade = { at: EpochMs; estimateAt: EpochMs }

/** What the patient believes because they were told. */
export type Told = { by: NoticeKind | 'call'; at: EpochMs; estimateAt: EpochMs; range: Span }

/** One late notice and one update, and one « à l’heure » may leave for a passage. */
const MOST_DELAY_NOTICES = 2
const MOST_ON_TIME_NOTICES = 1

/** The last thing the patient was told, by text or by telephone; null: nothing. `notices` are oldest first. */
export function lastTold(notices: Notice[], call: CallMade | null): Told | null {
  const notice = notices.findLast(each => each.state === 'sent')
  const text: Told | null = notice
    ? {
        by: notice.kind,
        at: notice.sentAt ?? notice.dueAt,
        estimateAt: notice.estimateAt,
        range: { from: notice.fromAt, to: notice.toAt },
      }
    : null
  if (!call || (text && text.at > call.at)) return text
  return {
    by: 'call',
    at: call.at,
    estimateAt: call.estimateAt,
    range: { from: call.estimateAt, to: call.estimateAt },
  }
}

/** Whether one more notice of this kind would be one too many. A text that never arrived still counts. */
export function isUsedUp(kind: NoticeKind, notices: Notice[]): boolean {
  const left = notices.filter(each => each.state === 'sent' || each.state === 'undeliverable')
  const onTime = left.filter(each => each.kind === 'on_time').length
  return kind === 'on_time' ? onTime >= MOST_ON_TIME_NOTICES : left.length - onTime >= MOST_DELAY_NOTICES
}

/** By how many minutes an instant lies outside a range; 0 inside it. */
export const minutesOutside = (range: Span, at: EpochMs): number =>
  msToMinutes(Math.max(range.from - at, at - range.to, 0))

/** Minutes between two estimates, whichever way. */
export const minutesMoved = (from: EpochMs, to: EpochMs): number => msToMinutes(Math.abs(to - from))
