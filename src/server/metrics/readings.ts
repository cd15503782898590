import type { Db } from '../../db/database.ts'
import type { NoticeRow } from '../../db/tables/delays.ts'
import type { MessageStatus } from '../../db/tables/messages.ts'
import { gatewayState } from '../../messages/circuit.ts'
import { NOT_ATTEMPTED, SOURCES } from '../../messages/status.ts'
import type { Instant } from '../../terms.ts'
import { addSeconds, localDate, toEpochMs } from '../../time.ts'

const DAY_SECONDS = 86_400
const MESSAGE_STATUSES = Object.keys(SOURCES) as MessageStatus[]
const NOTICE_STATES: readonly NoticeRow['state'][] = ['pending', 'held', 'sent', 'withdrawn', 'undeliverable']

export type Readings = {
  /** Texts that are due, or were in the last 24 hours. */
  messages: Record<MessageStatus, number>
  /** How long the oldest text that should have left is waiting; 0: none is. */
  oldestDueSeconds: number
  /** About rounds of today, wherever their practice is. */
  notices: Record<NoticeRow['state'], number>
  unsealedAuditEntries: number
  gateway: 'up' | 'down' | 'locked_out'
}

/** The state of all practices together, in a few counts. */
export const takeReadings = async (db: Db, now: Instant): Promise<Readings> => ({
  messages: await countMessages(db, now),
  oldestDueSeconds: await oldestDueSeconds(db, now),
  notices: await countNotices(db, now),
  unsealedAuditEntries: await countUnsealed(db),
  gateway: await readGateway(db),
})

const countMessages = async (db: Db, now: Instant): Promise<Readings['messages']> => {
  const rows = await db
    .selectFrom('messages')
    .select(eb => ['status as key', eb.fn.countAll<number>().as('count')])
    // All of them, by name: the index begins with the status.
    .where('status', 'in', MESSAGE_STATUSES)
    .where('due_at', '>=', addSeconds(now, -DAY_SECONDS))
    .groupBy('status')
    .execute()
  return tally(MESSAGE_STATUSES, rows)
}

const oldestDueSeconds = async (db: Db, now: Instant): Promise<number> => {
  const { due_at } = await db
    .selectFrom('messages')
    .select(eb => eb.fn.min('due_at').as('due_at'))
    .where('status', 'in', NOT_ATTEMPTED)
    .executeTakeFirstOrThrow()
  return due_at === null ? 0 : Math.max(0, (toEpochMs(now) - toEpochMs(due_at)) / 1000)
}

const countNotices = async (db: Db, now: Instant): Promise<Readings['notices']> => {
  const zones = await db.selectFrom('practices').select('zone').distinct().execute()
  const rows = []
  for (const { zone } of zones)
    rows.push(
      ...(await db
        .selectFrom('rounds as r')
        .innerJoin('practices as p', 'p.id', 'r.practice_id')
        .innerJoin('notices as n', join =>
          join.onRef('n.practice_id', '=', 'r.practice_id').onRef('n.round_id', '=', 'r.id'),
        )
        .select(eb => ['n.state as key', eb.fn.countAll<number>().as('count')])
        .where('p.zone', '=', zone)
        .where('r.on', '=', localDate(now, zone))
        .groupBy('n.state')
        .execute()),
    )
  return tally(NOTICE_STATES, rows)
}

/** Also the zeros: a monitor cannot watch what is not there. */
const tally = <Key extends string>(
  keys: readonly Key[],
  rows: { key: Key; count: number }[],
): Record<Key, number> => {
  const counts = Object.fromEntries(keys.map(key => [key, 0])) as Record<Key, number>
  for (const { key, count } of rows) counts[key] += count
  return counts
}

const countUnsealed = async (db: Db): Promise<number> => {
  const { count } = await db
    .selectFrom('audit_entries')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

const readGateway = async (db: Db): Promise<Readings['gateway']> => {
  const state = await gatewayState(db)
  if (!state.down) return 'up'
  return state.lockedOut ? 'locked_out' : 'down'
}
