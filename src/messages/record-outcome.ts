import type { Trx } from '../db/database.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { backoffSeconds } from './backoff.ts'
import type { Claim } from './claims.ts'
import { recordReport } from './delivery-status.ts'
import type { SendOutcome } from './gateways/gateway.ts'
import type { Origins } from './origins.ts'
import { transition } from './transition.ts'

type Attempt = { practiceId: Id; id: Id; claim: Claim }

/** Writes down what came of an attempt. The message is sent again only where nothing was looked at. */
export const recordOutcome = async (
  trx: Trx,
  origins: Origins,
  attempt: Attempt,
  result: SendOutcome,
  now: Instant,
): Promise<void> => {
  const { practiceId, id } = attempt
  switch (result.outcome) {
    case 'accepted':
      await recordReport(trx, origins, attempt, { status: 'accepted', providerId: result.providerId }, now)
      return
    case 'refused': {
      const { code: errorCode, lesson } = result
      const why = lesson === 'opted_out' ? 'opted_out' : 'refused'
      await recordReport(trx, origins, attempt, { status: 'failed', errorCode, why, lesson }, now)
      return
    }
    case 'busy':
      return await waitForRoom(trx, origins, attempt, { why: 'busy', seconds: result.retryAfterSeconds }, now)
    case 'unreached':
    case 'locked_out':
      return await waitForRoom(trx, origins, attempt, { why: 'provider_down', seconds: 0 }, now)
    case 'unknown':
      await transition(trx, { practiceId, id, to: 'unknown', detail: result.detail }, now)
  }
}

type Wait = { why: 'busy' | 'provider_down'; seconds: number }

/** Back into the queue while it is still useful then; otherwise one knows now that it will not leave. */
const waitForRoom = async (
  trx: Trx,
  origins: Origins,
  { practiceId, id, claim }: Attempt,
  { why, seconds }: Wait,
  now: Instant,
): Promise<void> => {
  const dueAt = addSeconds(now, backoffSeconds((await timesTurnedAway(trx, practiceId, id)) + 1, seconds))
  if (dueAt >= (await usefulUntil(trx, practiceId, id))) {
    await recordReport(trx, origins, { practiceId, id }, { status: 'failed', errorCode: why, why }, now)
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
  await transition(trx, { practiceId, id, to: 'queued', columns, claim, detail: why }, now)
}

const timesTurnedAway = async (trx: Trx, practiceId: Id, messageId: Id): Promise<number> => {
  const { times } = await trx
    .selectFrom('message_events')
    .select(eb => eb.fn.countAll<number>().as('times'))
    .where('practice_id', '=', practiceId)
    .where('message_id', '=', messageId)
    .where('status', '=', 'queued')
    .where('detail', 'in', ['busy', 'provider_down'])
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
