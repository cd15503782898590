import type { EpochMs, Id, Instant, LocalDate, LocalTime, Zone } from '../../terms.ts'
import { clockTime, localDate, toEpochMs, toInstant, weekdayOf } from '../../time.ts'
import { overlap, type Span } from '../spans.ts'
import { deadlineOf } from './deadline.ts'

/** When a patient would come. */
export type Wish = {
  weekdays: readonly number[]
  from: LocalTime
  to: LocalTime
  untilOn: LocalDate | null
}

/** How somebody can be asked at this moment. `later`: their hours begin then. */
export type Reach =
  | { by: 'sms'; carerId: Id | null; phone: string }
  | { by: 'call'; carerId: Id | null }
  | { by: 'later'; at: Instant }
  | { by: 'nobody' }

/** One who waits, with everything that counts for one freed place. */
export type Candidate = {
  entryId: Id
  patientId: Id
  since: Instant
  wish: Wish
  /** When their kind of appointment can begin in the place: travel, buffers and hours counted. */
  beginnings: readonly EpochMs[]
  minutes: number
  /** The start of the appointment that it would replace. */
  earlierThan: Instant | null
  absent: boolean
  /** What the cadre says of a beginning: outside its windows or not. */
  agreesWith: (at: EpochMs) => boolean
  /** What else they have that day. */
  own: readonly Span[]
  reach: Reach
  /** The beginnings that they were asked about before, with this clinician. */
  askedAbout: readonly Instant[]
  askedToday: boolean
}

export type PassedOver =
  | 'ended'
  | 'wish'
  | 'absent'
  | 'cadre'
  | 'no_room'
  | 'not_earlier'
  | 'own_appointment'
  | 'asked_before'
  | 'asked_today'
  | 'outside_hours'
  | 'nobody_to_tell'
  | 'too_near'
  | 'after_others'

export type Question = {
  candidates: readonly Candidate[]
  /** Phones that were texted an offer today: two patients may share one. */
  phonesToday: readonly string[]
  zone: Zone
  now: Instant
}

export type Offer = {
  entryId: Id
  startsAt: Instant
  deadlineAt: Instant
  reach: Reach & { by: 'sms' | 'call' }
}

export type Decision = {
  offer: Offer | null
  passedOver: { entryId: Id; why: PassedOver }[]
}

/** To whom a freed place is offered: who has waited longest among those for whom it is right, and why not to the others. */
export const whomToOffer = (question: Question): Decision => {
  const inOrder = question.candidates.toSorted(
    (a, b) => a.since.localeCompare(b.since) || a.entryId.localeCompare(b.entryId),
  )
  const passedOver: Decision['passedOver'] = []
  let offer: Offer | null = null
  for (const candidate of inOrder) {
    const answer: Offer | PassedOver = offer === null ? answerFor(candidate, question) : 'after_others'
    if (typeof answer === 'string') passedOver.push({ entryId: candidate.entryId, why: answer })
    else offer = answer
  }
  return { offer, passedOver }
}

const answerFor = (candidate: Candidate, { zone, now, phonesToday }: Question): Offer | PassedOver => {
  const { reach, entryId } = candidate
  const time = timeFor(candidate, zone)
  if (typeof time === 'string') return time
  const startsAt = toInstant(time)
  if (candidate.askedAbout.includes(startsAt)) return 'asked_before'
  if (candidate.askedToday || (reach.by === 'sms' && phonesToday.includes(reach.phone))) return 'asked_today'
  if (reach.by === 'nobody') return 'nobody_to_tell'
  const deadlineAt = deadlineOf(startsAt, now, zone)
  if (reach.by === 'later') return 'outside_hours'
  return deadlineAt === null ? 'too_near' : { entryId, startsAt, deadlineAt, reach }
}

/** The first time that suits, or what speaks against the last one that was looked at. */
const timeFor = (candidate: Candidate, zone: Zone): EpochMs | PassedOver => {
  if (candidate.absent) return 'absent'
  let why: PassedOver = 'no_room'
  for (const at of candidate.beginnings) {
    const against = whyNotAt(candidate, at, zone)
    if (against === null) return at
    why = against
  }
  return why
}

const whyNotAt = (candidate: Candidate, at: EpochMs, zone: Zone): PassedOver | null => {
  const { wish, earlierThan, own, minutes } = candidate
  const on = localDate(toInstant(at), zone)
  if (wish.untilOn !== null && on > wish.untilOn) return 'ended'
  const time = clockTime(at, zone)
  if (!wish.weekdays.includes(weekdayOf(on)) || time < wish.from || wish.to < time) return 'wish'
  if (earlierThan !== null && at >= toEpochMs(earlierThan)) return 'not_earlier'
  if (!candidate.agreesWith(at)) return 'cadre'
  const span = { from: at, to: at + minutes * 60_000 }
  return own.some(other => overlap(other, span)) ? 'own_appointment' : null
}
