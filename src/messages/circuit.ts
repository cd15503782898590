import type { Db } from '../db/database.ts'
import type { CircuitRow } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'

/** So many calls in a row that nobody answered, and the provider counts as down. */
const FAILURES_UNTIL_OPEN = 3

const PROBE_EVERY_SECONDS = 30

/** What the circuit allows: everything, one text at a time to see whether it is back, or nothing before an instant. */
export type Allowance =
  | { allows: 'all' }
  | { allows: 'one' }
  | { allows: 'none'; until: Instant }
  | { allows: 'probe'; seen: Instant }

const CLOSED = { name: 'sms', failures: 0, opened_at: null, reason: null, probe_at: null } as const

export const readCircuit = async (db: Db): Promise<CircuitRow> =>
  (await db.selectFrom('circuits').selectAll().where('name', '=', 'sms').executeTakeFirst()) ?? CLOSED

/** After a failure texts leave one by one until one is taken, so that an outage costs few of them. */
export const allowanceAt = ({ failures, opened_at, probe_at }: CircuitRow, now: Instant): Allowance => {
  if (opened_at === null || probe_at === null) return { allows: failures === 0 ? 'all' : 'one' }
  // Further away than any probe is planned: the clock was set back meanwhile.
  const waits = now < probe_at && probe_at <= nextProbe(now)
  return waits ? { allows: 'none', until: probe_at } : { allows: 'probe', seen: probe_at }
}

/** Takes the right to ask whether the provider is back; of several workers one gets it. */
export const takeProbe = async (db: Db, seen: Instant, now: Instant): Promise<boolean> => {
  const taken = await db
    .updateTable('circuits')
    .set({ probe_at: nextProbe(now) })
    .where('name', '=', 'sms')
    .where('probe_at', '=', seen)
    .executeTakeFirstOrThrow()
  return taken.numUpdatedRows === 1n
}

export const nextProbe = (now: Instant): Instant => addSeconds(now, PROBE_EVERY_SECONDS)

/** It answers again: one text may try. It stays open on screen until that one is taken. */
export const openHalf = async (db: Db): Promise<void> => {
  await db.updateTable('circuits').set({ probe_at: null }).where('name', '=', 'sms').execute()
}

/** The provider has answered: texts leave freely. Gives whether it counted as down. */
export const noteAnswer = async (db: Db): Promise<boolean> => {
  const before = await readCircuit(db)
  if (before.failures === 0 && before.opened_at === null) return false
  await db
    .updateTable('circuits')
    .set({ failures: 0, opened_at: null, reason: null, probe_at: null })
    .where('name', '=', 'sms')
    .execute()
  return before.opened_at !== null
}

/** The provider has not answered, or refuses the account, which stops everything at once. */
export const noteFailure = async (
  db: Db,
  reason: NonNullable<CircuitRow['reason']>,
  now: Instant,
): Promise<void> => {
  const failures = reason === 'locked_out' ? FAILURES_UNTIL_OPEN : 1
  await db
    .insertInto('circuits')
    .values({ ...CLOSED, failures })
    .onConflict(conflict =>
      conflict.column('name').doUpdateSet(eb => ({ failures: eb('circuits.failures', '+', failures) })),
    )
    .execute()
  await db
    .updateTable('circuits')
    .set(eb => ({
      opened_at: eb.fn.coalesce('opened_at', eb.val(now)),
      reason,
      probe_at: nextProbe(now),
    }))
    .where('name', '=', 'sms')
    .where('failures', '>=', FAILURES_UNTIL_OPEN)
    .execute()
}

/** Whether texts leave, for the screens; `since`: when they stopped. */
export type GatewayState = { down: false } | { down: true; since: Instant; lockedOut: boolean }

export const gatewayState = async (db: Db): Promise<GatewayState> => {
  const { opened_at, reason } = await readCircuit(db)
  return opened_at === null
    ? { down: false }
    : { down: true, since: opened_at, lockedOut: reason === 'locked_out' }
}
