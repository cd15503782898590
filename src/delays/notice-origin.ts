import { linkEnd } from '../access/link-end.ts'
import { mintLink } from '../access/links.ts'
import type { Trx } from '../db/database.ts'
import type { NoticeRow } from '../db/tables/delays.ts'
import type { MessageRow, MessageStatus } from '../db/tables/messages.ts'
import type { House } from '../house.ts'
import { delayText } from '../messages/delay-wording.ts'
import type { Origin, Truth, Undeliverable } from '../messages/origins.ts'
import { queueMessage } from '../messages/outbox.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import { openTask } from '../messages/tasks.ts'
import type { RoundStop } from '../rounds/queries.ts'
import { visitorFirstName } from '../rounds/visitor.ts'
import type { Id, Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'
import type { WantedNotice } from './decision.ts'
import { aboutTime } from './estimate.ts'
import { heldUpKey, taskAbout, undeliveredKey } from './keep-calls.ts'
import { NOTICE_ORIGIN } from './keep-notices.ts'
import { agreedSpan } from './lateness.ts'
import { passageOf } from './passage.ts'
import { reconsider } from './reconsider.ts'
import { loadSituation, type Situation } from './situation.ts'
import { stillTrue } from './still-true.ts'

type TextMakers = Pick<House, 'secrets' | 'config'>

/** What the delays answer when the outbox asks about a notice: is it still true, and what became of it. */
export const noticeOrigin = (house: TextMakers): Origin => ({
  async stillTrue(trx, noticeId, message, now) {
    const notice = await getNotice(trx, message.practice_id, noticeId)
    if (notice.state !== 'pending' && notice.state !== 'sent')
      return { send: false, reason: notice.reason ?? notice.state }
    if (notice.due_at > now) return { send: 'later', dueAt: notice.due_at }
    const situation = await loadSituation(trx, notice.practice_id, notice.round_id, toEpochMs(now))
    const stop = situation.day.stops.find(each => each.id === notice.stop_id)
    if (!stop) return { send: false, reason: 'cancelled' }
    return await truthOf(trx, house, { situation, stop, notice, message }, now)
  },

  async onSent(trx, noticeId, message, now) {
    const notice = await getNotice(trx, message.practice_id, noticeId)
    if (notice.state !== 'sent') await markSent(trx, notice, now)
    await reconsider(trx, { practiceId: notice.practice_id, roundId: notice.round_id }, now)
  },

  async onHeldUp(trx, noticeId, message, now) {
    const notice = await getNotice(trx, message.practice_id, noticeId)
    await openCall(trx, notice, message, { key: heldUpKey, why: 'provider_down' }, now)
  },

  async onUndeliverable(trx, noticeId, message, why, now) {
    const notice = await getNotice(trx, message.practice_id, noticeId)
    const elsewhere = await hasAnotherText(trx, notice, message)
    // Of unknown outcome: its time is over, which makes other calls pointless; but nobody knows what this person knows.
    if (elsewhere || why === 'unknown')
      await openCall(trx, notice, message, { key: undeliveredKey, why }, now)
    if (!elsewhere) await markUndeliverable(trx, notice, why)
    await reconsider(trx, { practiceId: notice.practice_id, roundId: notice.round_id }, now)
  },

  async onReply() {
    // The answer and its task are stored; the round shows them from there.
  },

  async about(trx, practiceId, noticeId) {
    const notice = await getNotice(trx, practiceId, noticeId)
    const round = await trx
      .selectFrom('rounds')
      .select('clinician_id')
      .where('practice_id', '=', practiceId)
      .where('id', '=', notice.round_id)
      .executeTakeFirstOrThrow()
    return { stopId: notice.stop_id, clinicianId: round.clinician_id }
  },
})

const getNotice = async (trx: Trx, practiceId: Id, id: Id): Promise<NoticeRow> =>
  await trx
    .selectFrom('notices')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

const markSent = async (trx: Trx, notice: NoticeRow, now: Instant): Promise<void> => {
  await change(trx, notice, { state: 'sent', sent_at: now })
}

/** The patient was told nothing after all: whom to call instead is decided anew. */
const markUndeliverable = async (trx: Trx, notice: NoticeRow, why: Undeliverable): Promise<void> => {
  if (notice.state === 'pending' || notice.state === 'sent')
    await change(trx, notice, { state: 'undeliverable', sent_at: null, reason: why })
}

const change = async (
  trx: Trx,
  notice: NoticeRow,
  columns: Partial<Pick<NoticeRow, 'state' | 'sent_at' | 'reason' | 'from_at' | 'to_at' | 'estimate_at'>>,
): Promise<void> => {
  await trx
    .updateTable('notices')
    .set(columns)
    .where('practice_id', '=', notice.practice_id)
    .where('id', '=', notice.id)
    .execute()
}

const NEVER_ARRIVED: MessageStatus[] = ['cancelled', 'failed', 'undelivered']

/** Whether the same notice reached, or may still reach, another phone. */
const hasAnotherText = async (trx: Trx, notice: NoticeRow, message: MessageRow): Promise<boolean> => {
  const texts = await listMessagesAbout(trx, notice.practice_id, NOTICE_ORIGIN, [notice.id])
  return texts.some(text => text.id !== message.id && !NEVER_ARRIVED.includes(text.status))
}

type Question = { situation: Situation; stop: RoundStop; notice: NoticeRow; message: MessageRow }

/** Still true for this person at this instant? What is no longer true is decided anew, so that the round shows why. */
const truthOf = async (trx: Trx, house: TextMakers, question: Question, now: Instant): Promise<Truth> => {
  const { situation, stop, notice, message } = question
  const passage = passageOf(situation, stop, toEpochMs(now))
  // The text to the patient may have left a moment before the one to the carer: for the second nothing is told yet.
  const notices = passage.notices.map(each =>
    each.id === notice.id ? { ...each, state: 'pending' as const } : each,
  )
  const departure = stillTrue(notice.id, { ...passage, notices })
  if (!departure.leaves) {
    await reconsider(trx, { practiceId: notice.practice_id, roundId: notice.round_id }, now)
    return { send: false, reason: departure.decision.reason }
  }
  if (!departure.notice.carerIds.includes(message.carer_id)) return { send: false, reason: 'not_wanted' }
  const number = numberNow(question)
  if (number !== message.to_phone) {
    if (number !== null) await queueInstead(trx, message, number, now)
    return { send: false, reason: 'number_changed' }
  }
  await keepAnnounced(trx, notice, departure.notice)
  const body = await bodyOf(trx, house, question, departure.notice, now)
  return { send: true, body, usefulUntilAt: toInstant(departure.notice.toAt) }
}

/** The number of this person now: a text must not leave to one that was taken away while it waited. */
const numberNow = ({ situation, stop, message }: Question): string | null => {
  const contact = situation.contacts.get(stop.id)?.find(each => each.carerId === message.carer_id)
  return contact?.channel === 'sms' ? contact.phone : null
}

const queueInstead = async (trx: Trx, message: MessageRow, toPhone: string, now: Instant): Promise<void> => {
  const same = {
    practiceId: message.practice_id,
    patientId: message.patient_id,
    carerId: message.carer_id,
    purpose: message.purpose,
    origin: message.origin,
    refId: message.ref_id,
    usefulUntilAt: message.useful_until_at,
  }
  await queueMessage(trx, { ...same, toPhone, dueAt: now }, now)
}

/** What leaves is what is remembered as told. */
const keepAnnounced = async (trx: Trx, notice: NoticeRow, announced: WantedNotice): Promise<void> => {
  await change(trx, notice, {
    from_at: toInstant(announced.fromAt),
    to_at: toInstant(announced.toAt),
    estimate_at: toInstant(announced.estimateAt),
  })
}

const bodyOf = async (
  trx: Trx,
  { secrets, config }: TextMakers,
  { situation, stop, notice, message }: Question,
  announced: WantedNotice,
  now: Instant,
): Promise<string> => {
  const { practice, day, plan } = situation
  const { zone } = practice
  const agreed = agreedSpan(plan.stops.find(each => each.stopId === stop.id)!.agreement)!
  const times = {
    on: day.round.on,
    zone,
    agreedAt: toInstant(agreed.to),
    estimateAt: toInstant(announced.toAt),
  }
  const subject = {
    practiceId: practice.id,
    patientId: stop.patient_id,
    carerId: message.carer_id,
    purpose: 'passage',
    refId: stop.id,
    expiresAt: linkEnd(times),
  } as const
  const { token } = await mintLink(trx, secrets, subject, now)
  return delayText({
    kind: notice.kind,
    place: stop.place,
    reader: message.carer_id === null ? 'patient' : 'carer',
    clinicianFirstName: await visitorFirstName(trx, day.round),
    practiceName: practice.sms_signature ?? practice.name,
    agreed: { fromAt: toInstant(agreed.from), toAt: toInstant(agreed.to) },
    estimateAt: toInstant(aboutTime(announced.estimateAt)),
    range: { fromAt: toInstant(announced.fromAt), toAt: toInstant(announced.toAt) },
    zone,
    link: `${config.publicUrl}/p/${token}`,
  })
}

/** Only a visit still to come makes a call worth while. */
const openCall = async (
  trx: Trx,
  notice: NoticeRow,
  { carer_id: carerId, to_phone: phone }: MessageRow,
  { key, why }: { key: (stopId: Id, carerId: Id | null) => string; why: Undeliverable },
  now: Instant,
): Promise<void> => {
  const situation = await loadSituation(trx, notice.practice_id, notice.round_id, toEpochMs(now))
  const stop = situation.day.stops.find(each => each.id === notice.stop_id)
  if (!stop || !situation.forecast.stops.some(each => each.stopId === stop.id)) return
  const task = taskAbout(situation, stop, carerId)
  const facts = { ...task.facts, phone }
  await openTask(trx, { ...task, kind: 'call', carerId, key: key(stop.id, carerId), reason: why, facts }, now)
}
