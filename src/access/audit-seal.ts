import { sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../db/database.ts'
import { othersFirst } from '../db/others-first.ts'
import type { Id } from '../terms.ts'
import { type ChainHead, entryHash, GENESIS } from './audit-chain.ts'

/** Any number, as long as nothing else in this database locks the same. */
const LOCK = 4_171_927

const AT_ONCE = 500

/**
 * Numbers and chains the audit entries that were appended since the last time, practice by practice, and says how many.
 * The order is that in which they are found: an entry whose transaction commits late gets a later number, so there is
 * never a gap nor an entry put in between. Only one process does this at a time; another one finds nothing to do.
 */
export const sealAudit = async (db: Db): Promise<number> => {
  const practices = await db
    .selectFrom('audit_entries')
    .select('practice_id')
    .distinct()
    .where('seq', 'is', null)
    .execute()
  let sealed = 0
  for (const { practice_id } of practices) {
    sealed += await asOnlyWriter(db, 'or not at all', trx => sealPractice(trx, practice_id))
    await othersFirst()
  }
  return sealed
}

const sealPractice = async (trx: Trx, practiceId: Id): Promise<number> => {
  const entries = await trx
    .selectFrom('audit_entries')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('seq', 'is', null)
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
  let head = await chainHead(trx, practiceId)
  for (const entry of entries) {
    const seq = head.seq + 1
    const hash = entryHash(head.hash, seq, entry)
    await trx
      .updateTable('audit_entries')
      .set({ seq, previous_hash: head.hash, hash })
      .where('id', '=', entry.id)
      .execute()
    head = { seq, hash }
  }
  return entries.length
}

/** The last sealed entry of a practice, or the checkpoint after which everything was pruned. */
export const chainHead = async (trx: Db, practiceId: Id): Promise<ChainHead> => {
  const last = await trx
    .selectFrom('audit_entries')
    .select(['seq', 'hash'])
    .where('practice_id', '=', practiceId)
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  if (last) return { seq: last.seq!, hash: last.hash! }
  return (await findCheckpoint(trx, practiceId)) ?? GENESIS
}

/** The newest checkpoint of a practice: its chain begins after it. */
export const findCheckpoint = async (db: Db, practiceId: Id) =>
  await db
    .selectFrom('audit_checkpoints')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .orderBy('seq', 'desc')
    .executeTakeFirst()

/**
 * Runs `work` while nobody else writes to the chains: under an advisory lock on PostgreSQL; SQLite lets one writer in
 * anyway. Read committed, so that the requests that append entries are never asked to run again because of it.
 */
export const asOnlyWriter = async (
  db: Db,
  patience: 'or wait' | 'or not at all',
  work: (trx: Trx) => Promise<number>,
): Promise<number> => {
  if (!isPostgres(db)) return await db.transaction().execute(work)
  return await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async trx => ((await lock(trx, patience)) ? await work(trx) : 0))
}

const lock = async (trx: Trx, patience: 'or wait' | 'or not at all'): Promise<boolean> => {
  if (patience === 'or wait') {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx)
    return true
  }
  const tried = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(${LOCK}) as locked`.execute(
    trx,
  )
  return tried.rows[0]!.locked
}
