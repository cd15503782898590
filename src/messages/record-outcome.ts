import type { Trx } from '../db/database.ts'
import { markPhone } from '../patients/phone-status.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { backoffSeconds } from './backoff.ts'
import type { Claim } from './claims.ts'
import { recordReport } from './delivery-status.ts'
import type { SendOutcome } from './gateways/gateway.ts'
import type { Origins } from './origins.ts'
import { transition } from './transition.ts'

type Attempt = { practiceId: Id; id: Id; phone: string; claim: Claim }

/** Writes down what came of an attempt. The message is never sent again, except after `busy`. */
export const recordOutcome = async (
  trx: Trx,
  origins: Origins,
  attempt: Attempt,
  result: SendOutcome,
  now: Instant,
): Promise<void> => {
  const { practiceId, id } = attempt
  if (result.outcome === 'busy')
    return await waitForRoom(trx, origins, attempt, result.retryAfterSeconds, now)
  if (result.outcome === 'unknown') {
    await transition(trx, { practiceId, id, to: 'unknown', detail: result.detail }, now)
    return
  }
  if (result.outcome === 'accepted') {
    await recordReport(trx, origins, attempt, { status: 'accepted', providerId: result.providerId }, now)
    return
  }
  // Before the origin hears of it, so that it does not count on this number again.
  if (result.permanent) await markPhone(trx, practiceId, attempt.phone, 'unreachable')
  await recordReport(trx, origins, attempt, { status: 'failed', errorCode: result.code, why: 'refused' }, now)
}

/** Back into the queue while it is still useful then; otherwise one knows now that it will not leave. */
const waitForRoom = async (
  trx: Trx,
  origins: Origins,
  { practiceId, id, claim }: Attempt,
  askedSeconds: number,
  now: Instant,
): Promise<void> => {
  const dueAt = addSeconds(now, backoffSeconds((await timesBusy(trx, practiceId, id)) + 1, askedSeconds))
  if (dueAt >= (await usefulUntil(trx, practiceId, id))) {
    await recordReport(
      trx,
      origins,
      { practiceId, id },
      { status: 'failed', errorCode: 'busy', why: 'busy' },
      now,
    )
    return
  }
  const columns = {
    due_at: dueAt,
    claimed_by: null,
    claimed_at: null,
    attempted_at: null,
    body: null,
    segments: null,
  }
  await transition(trx, { practiceId, id, to: 'queued', columns, claim, detail: 'busy' }, now)
}

const timesBusy = async (trx: Trx, practiceId: Id, messageId: Id): Promise<number> => {
  const { times } = await trx
    .selectFrom('message_events')
    .select(eb => eb.fn.countAll<number>().as('times'))
    .where('practice_id', '=', practiceId)
    .where('message_id', '=', messageId)
    .where('status', '=', 'queued')
    .where('detail', '=', 'busy')
    .executeTakeFirstOrThrow()
  return times
}

const usefulUntil = async (trx: Trx, practiceId: Id, id: Id): Promise<Instant> => {
  const message = await trx
    .selectFrom('messages')
    .select('useful_until_at')
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return message.useful_until_at
}
