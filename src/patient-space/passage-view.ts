import { aboutTime } from '../delays/estimate.ts'
import { type Agreement, agreedSpan, lateAfter, type Span } from '../delays/lateness.ts'
import type { StopState } from '../rounds/round-state.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/** What is known of one passage at the moment its page is opened. */
export type PassageFacts = {
  agreement: Agreement
  cancelled: boolean
  stop: Pick<StopState, 'status' | 'arrivedAt' | 'finishedAt' | 'finishedBy' | 'absentAt'>
  /** Whether the clinician has tapped anything in this round. */
  roundBegun: boolean
  estimate: PassageEstimate | null
}

export type PassageEstimate = {
  startAt: EpochMs
  fromAt: EpochMs
  toAt: EpochMs
  late: boolean
  visitsBefore: number
}

/**
 * What the page says, as one of few states.
 *
 * | state | when |
 * |---|---|
 * | cancelled, absent, in_progress, done | the appointment or the taps say so, whatever was forecast |
 * | as_agreed | nothing is known yet, and the agreed time is still to come |
 * | expected | there is an estimate still to come |
 * | unsure | the time we knew has passed and no new one has come, or there never was one |
 * | passed | two hours later still nothing: it promises nothing more |
 */
export type PassageView =
  | { state: 'as_agreed'; agreed: Span }
  | {
      state: 'expected'
      at: EpochMs
      range: Span | null
      punctuality: Punctuality
      before: number
      onTheWay: boolean
    }
  | { state: 'unsure'; knownAt: EpochMs | null }
  | { state: 'passed' }
  | { state: 'in_progress'; since: EpochMs | null }
  | { state: 'done'; at: EpochMs | null; late: boolean }
  | { state: 'absent'; at: EpochMs | null }
  | { state: 'cancelled' }

/** `nearly`: apart from what was agreed by a difference one notices, but not late. */
export type Punctuality = 'on_time' | 'nearly' | 'late'

/** Nobody notices less: « à l’heure convenue ». */
const UNNOTICED = minutesToMs(5)

/** After this long without news the page stops promising anything. It is also how long a link outlives its passage. */
const SILENCE = minutesToMs(120)

export const passageView = (facts: PassageFacts, now: EpochMs): PassageView =>
  facts.cancelled ? { state: 'cancelled' } : (settled(facts) ?? toCome(facts, now))

/** What the taps have settled: from then on no estimate is shown. */
const settled = ({ stop, agreement }: PassageFacts): PassageView | null => {
  if (stop.status === 'absent') return { state: 'absent', at: stop.absentAt }
  if (stop.status === 'in_progress') return { state: 'in_progress', since: stop.arrivedAt }
  if (stop.status !== 'done') return null
  const limit = lateAfter(agreement)
  const late = stop.arrivedAt !== null && limit !== null && stop.arrivedAt > limit
  return { state: 'done', at: stop.finishedAt ?? stop.finishedBy ?? stop.arrivedAt, late }
}

const toCome = (facts: PassageFacts, now: EpochMs): PassageView => {
  const { agreement, estimate, roundBegun } = facts
  const agreed = agreedSpan(agreement)
  const last = Math.max(agreed?.to ?? 0, estimate?.toAt ?? 0)
  if (last > 0 && now > last + SILENCE) return { state: 'passed' }
  if (agreed && (!estimate || (!roundBegun && !estimate.late)) && now <= agreed.to)
    return { state: 'as_agreed', agreed }
  if (!estimate || now > estimate.toAt)
    return { state: 'unsure', knownAt: estimate?.startAt ?? agreed?.to ?? null }
  return expected(facts, estimate)
}

const expected = ({ agreement, stop }: PassageFacts, estimate: PassageEstimate): PassageView => {
  const punctuality = punctualityOf(agreement, estimate)
  const asAgreed = punctuality === 'on_time' && agreement.agreedAt !== null
  return {
    state: 'expected',
    at: asAgreed ? agreement.agreedAt! : aboutTime(estimate.startAt),
    range: asAgreed ? null : { from: estimate.fromAt, to: estimate.toAt },
    punctuality,
    before: estimate.visitsBefore,
    onTheWay: stop.status === 'travelling',
  }
}

/** A window is kept anywhere within it; an agreed time within five minutes. */
const punctualityOf = (agreement: Agreement, estimate: PassageEstimate): Punctuality => {
  if (estimate.late) return 'late'
  const agreed = agreedSpan(agreement)
  if (!agreed) return 'on_time'
  const off = Math.max(agreed.from - estimate.startAt, estimate.startAt - agreed.to)
  return off <= UNNOTICED ? 'on_time' : 'nearly'
}
