import type { NoticeKind } from '../delays/notices.ts'
import type { EpochMs, Id } from '../terms.ts'
import { msToMinutes } from '../time.ts'
import type { MeasuredVisit } from './past-visit.ts'
import { type Share, shareOf } from './share.ts'

/** What a patient, or the person agreed for them, was told about one visit: by a text that left, or by telephone. */
export type Telling = {
  stopId: Id
  at: EpochMs
  by: NoticeKind | 'call'
  /** What a text announced; null: a call. */
  range: { from: EpochMs; to: EpochMs } | null
}

export type TellingsByStop = Map<Id, Telling[]>

/** What had been said before the visit began, oldest first: what comes later tells nothing. */
export const saidBefore = (visit: MeasuredVisit, tellings: TellingsByStop): Telling[] =>
  (tellings.get(visit.stopId) ?? [])
    .filter(telling => telling.at < visit.begunAt)
    .toSorted((a, b) => a.at - b.at)

/**
 * How many minutes before the agreed time (the end of a window) the patient knew of the delay, negative after it.
 * null: not told, or told last that all was on time again.
 */
export const leadMinutes = (visit: MeasuredVisit, tellings: TellingsByStop): number | null => {
  const said = saidBefore(visit, tellings)
  const toldAgain = said.findLastIndex(telling => telling.by === 'on_time') + 1
  const first = said[toldAgain]
  return first ? msToMinutes(visit.agreedTo - first.at) : null
}

/** Of the visits that began late: whose patient knew it before, and how early. Each share contains the next. */
export type Told = { before: Share; atLeast15: Share; atLeast30: Share }

export const toldOfDelay = (visits: MeasuredVisit[], tellings: TellingsByStop): Told => {
  const late = visits.filter(visit => visit.late)
  const leads = late.map(visit => leadMinutes(visit, tellings)).filter(lead => lead !== null)
  const atLeast = (minutes: number) => shareOf(leads.filter(lead => lead >= minutes).length, late.length)
  return {
    before: shareOf(leads.length, late.length),
    atLeast15: atLeast(15),
    atLeast30: atLeast(30),
  }
}
