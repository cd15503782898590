import { type Db, inTransaction, type Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import { readCircuit } from './circuit.ts'
import type { Delivery } from './deliver.ts'
import { recordReport } from './delivery-status.ts'
import type { Trace } from './gateways/gateway.ts'
import { dueForLook, type Look, recordLook } from './looks.ts'

const SEARCH: Look = { name: 'looked for', firstSeconds: 5, longestSeconds: 300 }

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
  for (const message of await dueForLook(db, await listUnknown(db), SEARCH, clock.now())) {
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
      await recordLook(trx, message, SEARCH, now)
      return false
    })
    if (found) settled++
  }
  return settled
}

/** Unknown, and not given up. */
const listUnknown = async (db: Db): Promise<MessageRow[]> =>
  await db
    .selectFrom('messages')
    .selectAll()
    .where('status', '=', 'unknown')
    .where('reason', 'is', null)
    .execute()

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
