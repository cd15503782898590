import type { Db, Trx } from '../db/database.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { dayBounds } from '../time.ts'
import { checkpointText, GENESIS } from './audit-chain.ts'
import { asOnlyWriter, findCheckpoint } from './audit-seal.ts'
import { verifyPractice } from './audit-verify.ts'

export type Pruning =
  | { practiceName: string; outcome: 'pruned'; entries: number }
  | { practiceName: string; outcome: 'broken'; seq: number }

/**
 * Deletes the sealed entries from before a day, counted in each practice's zone, and leaves a signed checkpoint from
 * which the chain goes on. A chain that does not verify is left as it is: it is evidence.
 */
export const pruneAudit = async (
  db: Db,
  secrets: Secrets,
  before: LocalDate,
  now: Instant,
): Promise<Pruning[]> => {
  const practices = await db.selectFrom('practices').select(['id', 'name', 'zone']).orderBy('id').execute()
  const prunings: Pruning[] = []
  for (const { id, name, zone } of practices) {
    const { broken } = await verifyPractice(db, secrets, id, name)
    if (broken) prunings.push({ practiceName: name, outcome: 'broken', seq: broken.seq })
    else {
      const beforeAt = dayBounds(before, zone).from
      const entries = await asOnlyWriter(db, 'or wait', trx => prune(trx, secrets, id, beforeAt, now))
      prunings.push({ practiceName: name, outcome: 'pruned', entries })
    }
  }
  return prunings
}

const prune = async (
  trx: Trx,
  secrets: Secrets,
  practiceId: Id,
  beforeAt: Instant,
  now: Instant,
): Promise<number> => {
  const last = await lastBefore(trx, practiceId, beforeAt)
  if (!last) return 0
  const deleted = await trx
    .deleteFrom('audit_entries')
    .where('practice_id', '=', practiceId)
    .where('seq', '<=', last.seq)
    .executeTakeFirst()
  const entries = Number(deleted.numDeletedRows)
  const checkpoint = { practice_id: practiceId, ...last, entries, at: now }
  const signature = secrets.keyedHash('audit-checkpoint', checkpointText(checkpoint))
  await trx
    .insertInto('audit_checkpoints')
    .values({ id: newId(), ...checkpoint, signature })
    .execute()
  return entries
}

/** The last entry such that it and all before it are old enough: late commits make `at` go back and forth a little. */
const lastBefore = async (trx: Trx, practiceId: Id, beforeAt: Instant) => {
  const start = (await findCheckpoint(trx, practiceId)) ?? GENESIS
  const kept = await trx
    .selectFrom('audit_entries')
    .select(eb => eb.fn.min('seq').as('seq'))
    .where('practice_id', '=', practiceId)
    .where('at', '>=', beforeAt)
    .executeTakeFirst()
  const last = await trx
    .selectFrom('audit_entries')
    .select(['seq', 'hash'])
    .where('practice_id', '=', practiceId)
    .where('seq', '>', start.seq)
    .$if(kept?.seq != null, query => query.where('seq', '<', kept!.seq!))
    .orderBy('seq', 'desc')
    .executeTakeFirst()
  return last ? { seq: last.seq!, hash: last.hash! } : null
}
