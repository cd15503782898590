import type { CallReason } from '../cadre/contacts.ts'
import type { EpochMs, Id, Place } from '../terms.ts'
import { msToMinutes } from '../time.ts'
import type { StopForecast } from './forecast.ts'
import {
  type Agreement,
  agreedSpan,
  DEFAULT_TOLERANCE_MINUTES,
  lateAfter,
  toleranceMinutes,
} from './lateness.ts'
import { MOVE_MINUTES, newsFor } from './news.ts'
import {
  type CallMade,
  isUsedUp,
  lastTold,
  minutesMoved,
  minutesOutside,
  type Notice,
  type NoticeKind,
  type Told,
} from './notices.ts'

/** One person to tell of delays, as the cadre has it. `carerId` null: the patient. Hours: from `opensAt`, before `closesAt`. */
export type Reach =
  | { carerId: Id | null; channel: 'sms'; opensAt: EpochMs; closesAt: EpochMs }
  | { carerId: Id | null; channel: 'call'; reason: CallReason }

/** Everything that a decision about one passage rests on. */
export type Passage = {
  now: EpochMs
  place: Place
  /** null: the visit has begun, is over or will not take place. */
  forecast: StopForecast | null
  /** A tap of the round is overdue: the estimate rests on silence. */
  overdue: boolean
  agreement: Agreement
  /** Heure impérative: the care must have begun before it. */
  hardBeforeAt: EpochMs | null
  /** Whom to tell; empty: the patient chose not to be told, or is told in person. */
  reach: Reach[]
  /** Everything decided to be sent about this passage so far, oldest first. */
  notices: Notice[]
  /** The last call in which the patient was told; null: none. */
  call: CallMade | null
  undoSeconds: number
}

/** A notice to be sent at `dueAt`, unless undone or no longer true. `id`: the pending notice that it goes on from. */
export type WantedNotice = {
  id: Id | null
  kind: NoticeKind
  fromAt: EpochMs
  toAt: EpochMs
  estimateAt: EpochMs
  dueAt: EpochMs
  /** Who gets the text; null: the patient. */
  carerIds: (Id | null)[]
}

/** Somebody to call; `carerId` null: the patient. `used_up`: every text has left and is no longer true. */
export type CallToMake = { carerId: Id | null; reason: CallReason | 'hard_time' | 'used_up' | 'after_hours' }

/**
 * What is done about one passage, and why. Pending notices other than `notice` are to be withdrawn.
 *
 * | kind | on screen |
 * |---|---|
 * | told | Prévenue à 9 h 12 |
 * | not_yet | À l’heure; Prévenue si le retard dépasse 15 min |
 * | scheduled | Sera prévenue dans 2 min |
 * | to_call | À appeler, téléphone fixe |
 * | never | why not |
 */
export type Decision = {
  /** A hard time is in danger: the clinician is alerted, whatever the patient is told. */
  alert: boolean
  /** Calls to be made, also beside a text: somebody who cannot be texted is never dropped. */
  calls: CallToMake[]
} & Verdict

export type Verdict =
  | { kind: 'told'; reason: Told['by']; at: EpochMs }
  | { kind: 'not_yet'; reason: 'on_time' | 'overdue' | 'vetoed' }
  | { kind: 'not_yet'; reason: 'within_tolerance'; toleranceMinutes: number }
  | { kind: 'not_yet'; reason: 'before_hours'; at: EpochMs; lookAgainAt: EpochMs }
  | { kind: 'scheduled'; reason: NoticeKind; notice: WantedNotice }
  | { kind: 'to_call'; reason: CallToMake['reason'] }
  | { kind: 'never'; reason: 'begun' | 'nothing_agreed' | 'not_wanted' | 'too_late' }

/** A delay of this size is worth a word on screen even where it is within the tolerance. */
const NOTICEABLE_MINUTES = 5

/** A call takes time to make: nearer than this, the clinician is at the door first. */
const WORTH_A_CALL_MINUTES = 15

/** Decides what one patient is told now. Pure: the same passage gives the same decision. */
export function decide(passage: Passage): Decision {
  const told = lastTold(passage.notices, passage.call)
  const verdict = passage.forecast
    ? verdictOn(passage, passage.forecast, told)
    : (alreadyTold(told) ?? { kind: 'never', reason: 'begun' })
  return { ...verdict, alert: isHardTimeInDanger(passage), calls: callsFor(passage, verdict) }
}

function verdictOn(passage: Passage, forecast: StopForecast, told: Told | null): Verdict {
  const { agreement, hardBeforeAt, call, place } = passage
  if (hardBeforeAt !== null && forecast.startAt > hardBeforeAt)
    return knowsByCall(call, forecast)
      ? { kind: 'told', reason: 'call', at: call.at }
      : { kind: 'to_call', reason: 'hard_time' }
  const news = newsFor(
    agreement,
    { ...forecast, place },
    told,
    pendingNotice(passage)?.kind ?? null,
    passage.now,
  )
  return news
    ? deliver(news, passage, forecast, told)
    : (alreadyTold(told) ?? nothingToTell(agreement, forecast))
}

function nothingToTell(agreement: Agreement, { delayMinutes }: StopForecast): Verdict {
  if (lateAfter(agreement) === null) return { kind: 'never', reason: 'nothing_agreed' }
  if (delayMinutes < NOTICEABLE_MINUTES) return { kind: 'not_yet', reason: 'on_time' }
  return { kind: 'not_yet', reason: 'within_tolerance', toleranceMinutes: toleranceMinutes(agreement) }
}

/** There is news: by which way, and may it leave? */
function deliver(news: NoticeKind, passage: Passage, forecast: StopForecast, told: Told | null): Verdict {
  const { reach, notices } = passage
  if (isVetoed(passage, forecast)) return { kind: 'not_yet', reason: 'vetoed' }
  if (passage.overdue && !pendingNotice(passage))
    return alreadyTold(told) ?? { kind: 'not_yet', reason: 'overdue' }
  const [first] = reach
  if (!first) return alreadyTold(told) ?? { kind: 'never', reason: 'not_wanted' }
  if (reach.every(each => each.channel === 'call') && first.channel === 'call')
    return told
      ? callIfWrong(first.reason, told, passage, forecast)
      : { kind: 'to_call', reason: first.reason }
  if (notices.at(-1)?.state === 'undeliverable') return callIfUseful('undeliverable', told, passage, forecast)
  if (isUsedUp(news, notices)) return callIfUseful('used_up', told, passage, forecast)
  return text(news, passage, forecast, told)
}

function text(news: NoticeKind, passage: Passage, forecast: StopForecast, told: Told | null): Verdict {
  const pending = pendingNotice(passage)
  const goesOn = pending?.kind === news ? pending : null
  const dueAt = goesOn?.dueAt ?? passage.now + passage.undoSeconds * 1000
  const texts = passage.reach.filter(each => each.channel === 'sms')
  const open = texts.filter(each => each.opensAt <= dueAt && dueAt < each.closesAt)
  if (open.length === 0) {
    const opensAt = Math.min(...texts.map(each => each.opensAt).filter(at => at > dueAt))
    if (!Number.isFinite(opensAt)) return callIfUseful('after_hours', told, passage, forecast)
    return {
      kind: 'not_yet',
      reason: 'before_hours',
      at: opensAt,
      lookAgainAt: opensAt - passage.undoSeconds * 1000,
    }
  }
  if (dueAt >= forecast.startAt) return alreadyTold(told) ?? { kind: 'never', reason: 'too_late' }
  const span = news === 'on_time' ? agreedSpan(passage.agreement) : null
  const notice: WantedNotice = {
    id: goesOn?.id ?? null,
    kind: news,
    fromAt: span?.from ?? forecast.fromAt,
    toAt: span?.to ?? forecast.toAt,
    estimateAt: forecast.startAt,
    dueAt,
    carerIds: open.map(each => each.carerId),
  }
  return { kind: 'scheduled', reason: news, notice }
}

/** « Annuler » holds until the estimate has moved away from what the clinician judged then. */
function isVetoed({ notices }: Passage, forecast: StopForecast): boolean {
  const last = notices.at(-1)
  return last?.state === 'held' && minutesMoved(last.estimateAt, forecast.startAt) < MOVE_MINUTES
}

const pendingNotice = ({ notices }: Passage): Notice | null =>
  notices.findLast(each => each.state === 'pending') ?? null

/** No text may leave: a call, unless what the patient believes is near enough, or the clinician is nearly there. */
function callIfUseful(
  reason: CallToMake['reason'],
  told: Told | null,
  passage: Passage,
  forecast: StopForecast,
): Verdict {
  if (told) return callIfWrong(reason, told, passage, forecast)
  const isFarEnough = msToMinutes(forecast.startAt - passage.now) >= WORTH_A_CALL_MINUTES
  return isFarEnough ? { kind: 'to_call', reason } : { kind: 'never', reason: 'too_late' }
}

function callIfWrong(
  reason: CallToMake['reason'],
  told: Told,
  { agreement }: Passage,
  forecast: StopForecast,
): Verdict {
  const wrongBy = minutesOutside(told.range, forecast.startAt)
  return wrongBy > (agreement.toleranceMinutes ?? DEFAULT_TOLERANCE_MINUTES)
    ? { kind: 'to_call', reason }
    : toldBy(told)
}

const alreadyTold = (told: Told | null): Verdict | null => told && toldBy(told)
const toldBy = (told: Told): Verdict => ({ kind: 'told', reason: told.by, at: told.at })

const knowsByCall = (call: CallMade | null, forecast: StopForecast): call is CallMade =>
  call !== null && minutesMoved(call.estimateAt, forecast.startAt) < MOVE_MINUTES

/** The cautious end of the range counts: a hard time is not an average. */
const isHardTimeInDanger = ({ forecast, hardBeforeAt }: Passage): boolean =>
  forecast !== null && hardBeforeAt !== null && forecast.toAt > hardBeforeAt

/** Beside a text about a delay, those who cannot be texted are called; the visit under way needs no call any more. */
function callsFor({ forecast, reach, call }: Passage, verdict: Verdict): CallToMake[] {
  const cannotBeTexted = reach.filter(each => each.channel === 'call')
  const isBeingTexted = verdict.kind === 'scheduled' || verdict.kind === 'told'
  if (isBeingTexted)
    return forecast && !call && verdict.reason !== 'on_time' ? cannotBeTexted.map(callTo) : []
  if (verdict.kind !== 'to_call') return []
  const known = cannotBeTexted.filter(each => each.reason === verdict.reason)
  return known.length > 0
    ? known.map(callTo)
    : [{ carerId: reach[0]?.carerId ?? null, reason: verdict.reason }]
}

const callTo = ({ carerId, reason }: CallToMake): CallToMake => ({ carerId, reason })
