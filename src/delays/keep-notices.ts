import type { Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import { cancelMessages, queueMessage, rescheduleMessages } from '../messages/outbox.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { EpochMs, Id, Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'
import type { Decision, WantedNotice } from './decision.ts'
import type { Notice } from './notices.ts'
import type { Situation } from './situation.ts'

/** The name under which notices stand in the outbox. */
export const NOTICE_ORIGIN = 'notice'

/** Brings the pending notices of a stop, and their texts in the outbox, in line with what was decided. */
export const keepNotices = async (
  trx: Trx,
  situation: Situation,
  stop: RoundStop,
  decision: Decision,
  now: Instant,
): Promise<void> => {
  const wanted = decision.kind === 'scheduled' ? decision.notice : null
  const pending = (situation.notices.get(stop.id) ?? []).filter(notice => notice.state === 'pending')
  for (const notice of pending)
    if (notice.id !== wanted?.id) await withdraw(trx, situation, notice.id, decision.reason, now)
  if (!wanted) return
  if (wanted.id === null) return await announce(trx, situation, stop, wanted, now)
  const goesOn = pending.find(notice => notice.id === wanted.id)
  // What stays as it is is not written: two workers with two texts of one round would wait for each other, and a text
  // that waits for its provider would be due again at each gesture.
  if (!goesOn || !saysTheSame(goesOn, wanted, toEpochMs(now)))
    await adjust(trx, situation, { ...wanted, id: wanted.id }, now)
}

/** One that is due already is wanted as soon as possible, which is no news. */
const saysTheSame = (notice: Notice, wanted: WantedNotice, now: EpochMs): boolean =>
  notice.kind === wanted.kind &&
  notice.fromAt === wanted.fromAt &&
  notice.toAt === wanted.toAt &&
  notice.estimateAt === wanted.estimateAt &&
  Math.max(notice.dueAt, now) === Math.max(wanted.dueAt, now)

const withdraw = async (
  trx: Trx,
  { practice }: Situation,
  noticeId: Id,
  reason: string,
  now: Instant,
): Promise<void> => {
  await trx
    .updateTable('notices')
    .set({ state: 'withdrawn', reason })
    .where('practice_id', '=', practice.id)
    .where('id', '=', noticeId)
    .execute()
  await cancelMessages(trx, { practiceId: practice.id, origin: NOTICE_ORIGIN, refId: noticeId }, reason, now)
}

const announce = async (
  trx: Trx,
  { practice, day, contacts }: Situation,
  stop: RoundStop,
  notice: WantedNotice,
  now: Instant,
): Promise<void> => {
  const id = newId()
  const dueAt = toInstant(notice.dueAt)
  await trx
    .insertInto('notices')
    .values({
      id,
      practice_id: practice.id,
      round_id: day.round.id,
      stop_id: stop.id,
      patient_id: stop.patient_id,
      kind: notice.kind,
      state: 'pending',
      from_at: toInstant(notice.fromAt),
      to_at: toInstant(notice.toAt),
      estimate_at: toInstant(notice.estimateAt),
      due_at: dueAt,
      created_at: now,
      sent_at: null,
      reason: null,
      held_by: null,
    })
    .execute()
  for (const contact of contacts.get(stop.id) ?? []) {
    if (contact.channel !== 'sms' || !notice.carerIds.includes(contact.carerId)) continue
    const message = {
      practiceId: practice.id,
      patientId: stop.patient_id,
      carerId: contact.carerId,
      purpose: 'delay_notice',
      origin: NOTICE_ORIGIN,
      refId: id,
      toPhone: contact.phone,
      dueAt,
      usefulUntilAt: toInstant(notice.toAt),
    } as const
    await queueMessage(trx, message, now)
  }
}

const adjust = async (
  trx: Trx,
  { practice }: Situation,
  notice: WantedNotice & { id: Id },
  now: Instant,
): Promise<void> => {
  const dueAt = toInstant(notice.dueAt)
  await trx
    .updateTable('notices')
    .set({
      kind: notice.kind,
      from_at: toInstant(notice.fromAt),
      to_at: toInstant(notice.toAt),
      estimate_at: toInstant(notice.estimateAt),
      due_at: dueAt,
    })
    .where('practice_id', '=', practice.id)
    .where('id', '=', notice.id)
    .where('state', '=', 'pending')
    .execute()
  await rescheduleMessages(
    trx,
    { practiceId: practice.id, origin: NOTICE_ORIGIN, refId: notice.id },
    { dueAt },
    now,
  )
}
