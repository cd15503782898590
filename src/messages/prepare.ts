import type { Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'
import { type Claim, type DueMessage, findClaimed } from './claims.ts'
import type { OutgoingText } from './gateways/gateway.ts'
import { findObstacle } from './obstacles.ts'
import { type Origins, originOf, type Truth } from './origins.ts'
import { countSegments } from './segments.ts'
import { type Transition, transition } from './transition.ts'

/**
 * Asks the origin of a claimed message once more, then writes the intent to send it, all in one transaction.
 * Undefined: it must not leave now, which is written with its reason, or nothing leaves before `closedUntil` since the
 * provider is down. Only what is given back may go to the gateway, once, after the commit.
 */
export const prepare = async (
  trx: Trx,
  origins: Origins,
  due: DueMessage,
  claim: Claim,
  now: Instant,
  closedUntil: Instant | null = null,
): Promise<OutgoingText | undefined> => {
  const message = await findClaimed(trx, due, claim)
  if (!message) return undefined
  const origin = originOf(origins, message)
  const truth = await origin.stillTrue(trx, message.ref_id, message, now)
  if (truth.send !== true) {
    // An origin that decides anew withdraws what it had queued, and this message with it.
    if (await findClaimed(trx, due, claim)) await leaveOut(trx, message, truth, now)
    return undefined
  }
  const why = await findObstacle(trx, message, truth, now)
  if (why !== undefined) {
    await move(trx, message, { to: 'cancelled', columns: { reason: why }, detail: why }, now)
    await origin.onUndeliverable(trx, message.ref_id, message, why, now)
    return undefined
  }
  if (closedUntil === null) return await attempt(trx, message, truth, now)
  await putOff(trx, message, closedUntil, now)
  await origin.onHeldUp(trx, message.ref_id, message, now)
  return undefined
}

const move = async (
  trx: Trx,
  message: MessageRow,
  change: Omit<Transition, 'practiceId' | 'id'>,
  now: Instant,
): Promise<void> => {
  const moved = await transition(
    trx,
    { practiceId: message.practice_id, id: message.id, claim: message, ...change },
    now,
  )
  if (!moved) throw new Error('a claimed message was moved by somebody else')
}

const leaveOut = async (
  trx: Trx,
  message: MessageRow,
  truth: Exclude<Truth, { send: true }>,
  now: Instant,
): Promise<void> => {
  if (truth.send === false) {
    const { reason } = truth
    return await move(trx, message, { to: 'cancelled', columns: { reason }, detail: reason }, now)
  }
  // An origin that says « later » and means now must not keep a worker turning.
  await putOff(trx, message, toInstant(Math.max(toEpochMs(truth.dueAt), toEpochMs(now) + 1000)), now)
}

const putOff = async (trx: Trx, message: MessageRow, due_at: Instant, now: Instant): Promise<void> => {
  await move(trx, message, { to: 'queued', columns: { due_at, claimed_by: null, claimed_at: null } }, now)
}

const attempt = async (
  trx: Trx,
  message: MessageRow,
  { body, kept = body, usefulUntilAt }: Extract<Truth, { send: true }>,
  now: Instant,
): Promise<OutgoingText> => {
  const { segments } = countSegments(body)
  const columns = { attempted_at: now, useful_until_at: usefulUntilAt, body: kept, segments }
  await move(trx, message, { to: 'attempted', columns }, now)
  return {
    messageId: message.id,
    practiceId: message.practice_id,
    sender: await senderOf(trx, message.practice_id),
    to: message.to_phone,
    body,
    validitySeconds: Math.max(1, Math.floor((toEpochMs(usefulUntilAt) - toEpochMs(now)) / 1000)),
  }
}

const senderOf = async (trx: Trx, practiceId: Id): Promise<string | null> => {
  const practice = await trx
    .selectFrom('practices')
    .select('sms_sender')
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
  return practice.sms_sender
}
