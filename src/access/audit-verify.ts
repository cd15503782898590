import type { Db } from '../db/database.ts'
import type { AuditEntryRow } from '../db/tables/access.ts'
import { type Secrets, sameText } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { type ChainHead, checkpointText, faultAfter, GENESIS } from './audit-chain.ts'
import { findCheckpoint } from './audit-seal.ts'

/** What a verification found in one practice. */
export type ChainReport = {
  practiceId: Id
  practiceName: string
  /** How many sealed entries were checked, and where the chain stands. Worth noting down elsewhere. */
  checked: number
  head: ChainHead
  /** The checkpoint left by the last pruning. */
  startsAfter: { seq: number; at: Instant } | null
  broken: { seq: number; why: string } | null
  /** Appended, not chained yet: normally none older than a few seconds. */
  unsealed: { count: number; firstAt: Instant; lastAt: Instant } | null
}

const AT_ONCE = 1000

/** Walks the chain of every practice from its last checkpoint. Reads only. */
export const verifyAudit = async (db: Db, secrets: Secrets): Promise<ChainReport[]> => {
  const practices = await db.selectFrom('practices').select(['id', 'name']).orderBy('id').execute()
  const reports: ChainReport[] = []
  for (const { id, name } of practices) reports.push(await verifyPractice(db, secrets, id, name))
  return reports
}

/** The same for one practice. */
export const verifyPractice = async (
  db: Db,
  secrets: Secrets,
  practiceId: Id,
  practiceName: string,
): Promise<ChainReport> => {
  const checkpoint = await findCheckpoint(db, practiceId)
  const signed =
    !checkpoint ||
    sameText(checkpoint.signature, secrets.keyedHash('audit-checkpoint', checkpointText(checkpoint)))
  const start: ChainHead = checkpoint ?? GENESIS
  const walk = signed
    ? await walkFrom(db, practiceId, start)
    : {
        head: start,
        checked: 0,
        broken: { seq: start.seq, why: 'the checkpoint’s signature is not ours' },
      }
  return {
    practiceId,
    practiceName,
    ...walk,
    startsAfter: checkpoint ? { seq: checkpoint.seq, at: checkpoint.at } : null,
    unsealed: await findUnsealed(db, practiceId),
  }
}

type Walk = Pick<ChainReport, 'checked' | 'head' | 'broken'>

const walkFrom = async (db: Db, practiceId: Id, start: ChainHead): Promise<Walk> => {
  let head = start
  let after = -1
  let checked = 0
  for (;;) {
    const entries = await sealedAfter(db, practiceId, after)
    for (const entry of entries) {
      const why = faultAfter(head, entry)
      if (why) return { checked, head, broken: { seq: head.seq + 1, why } }
      head = { seq: entry.seq!, hash: entry.hash! }
      checked += 1
    }
    if (entries.length < AT_ONCE) return { checked, head, broken: null }
    after = head.seq
  }
}

const sealedAfter = async (db: Db, practiceId: Id, seq: number): Promise<AuditEntryRow[]> =>
  await db
    .selectFrom('audit_entries')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(AT_ONCE)
    .execute()

const findUnsealed = async (db: Db, practiceId: Id): Promise<ChainReport['unsealed']> => {
  const { count, firstAt, lastAt } = await db
    .selectFrom('audit_entries')
    .select(eb => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.min('at').as('firstAt'),
      eb.fn.max('at').as('lastAt'),
    ])
    .where('practice_id', '=', practiceId)
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count) > 0 ? { count: Number(count), firstAt, lastAt } : null
}
