import { type Db, inTransaction, type Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { readCircuit } from './circuit.ts'
import type { Delivery } from './deliver.ts'
import { recordReport } from './delivery-status.ts'
import type { Trace } from './gateways/gateway.ts'
import { recordEvent } from './transition.ts'

const FIRST_LOOK_SECONDS = 5
const LONGEST_PAUSE_SECONDS = 300

const LOOKED = 'looked for'

/**
 * Looks at the provider for texts of unknown outcome, later each time. One that is found is settled by what the
 * provider says of it; one that is not found stays unknown, since it may still be on its way, and is not sent again.
 * Gives how many were settled.
 */
export const settleUnknown = async ({
  db,
  gateway,
  origins,
  clock,
}: Pick<Delivery, 'db' | 'gateway' | 'origins' | 'clock'>): Promise<number> => {
  let settled = 0
  if (!gateway.find || (await readCircuit(db)).probe_at !== null) return settled
  for (const message of await listToLookFor(db, clock.now())) {
    const traces = await gateway.find({
      to: message.to_phone,
      body: message.body ?? '',
      attemptedAt: message.attempted_at!,
    })
    if (traces === null) return settled
    const found = await inTransaction(db, async trx => {
      const trace = await firstOwnTrace(trx, message, traces)
      const now = clock.now()
      const { practice_id: practiceId, id } = message
      if (trace) return await recordReport(trx, origins, { practiceId, id }, trace.report, now)
      await recordEvent(trx, { practiceId, messageId: id, status: 'unknown', detail: LOOKED }, now)
      return false
    })
    if (found) settled++
  }
  return settled
}

/** Unknown, still of use, and not looked for lately. */
const listToLookFor = async (db: Db, now: Instant): Promise<MessageRow[]> => {
  const unknown = await db
    .selectFrom('messages')
    .selectAll()
    .where('status', '=', 'unknown')
    .where('reason', 'is', null)
    .execute()
  const looks = await countLooks(
    db,
    unknown.map(message => message.id),
  )
  return unknown.filter(({ id, updated_at }) => {
    const { times, lastAt } = looks.get(id) ?? { times: 0, lastAt: updated_at }
    const pause = Math.min(FIRST_LOOK_SECONDS * 2 ** times, LONGEST_PAUSE_SECONDS)
    return addSeconds(lastAt, pause) <= now || lastAt > now
  })
}

const countLooks = async (db: Db, ids: Id[]): Promise<Map<Id, { times: number; lastAt: Instant }>> => {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('message_events')
    .select(eb => ['message_id', eb.fn.countAll<number>().as('times'), eb.fn.max('at').as('last_at')])
    .where('message_id', 'in', ids)
    .where('detail', '=', LOOKED)
    .groupBy('message_id')
    .execute()
  return new Map(rows.map(row => [row.message_id, { times: row.times, lastAt: row.last_at }]))
}

/** The oldest of these texts that is not known to be another message of ours with the same words. */
const firstOwnTrace = async (trx: Trx, message: MessageRow, traces: Trace[]): Promise<Trace | undefined> => {
  if (traces.length === 0) return undefined
  const others = await trx
    .selectFrom('messages')
    .select('provider_id')
    .where('to_phone', '=', message.to_phone)
    .where('id', '!=', message.id)
    .where('provider_id', 'is not', null)
    .execute()
  const taken = new Set(others.map(other => other.provider_id))
  return traces.find(trace => !taken.has(trace.providerId))
}
