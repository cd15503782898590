import type { Db, Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { transition } from './transition.ts'

/** A claim older than this belongs to a worker that died before it attempted anything: another may take it over. */
const STALE_CLAIM_SECONDS = 60

/** A message as it was when it was found: with the claim of a dead worker, or none. */
export type DueMessage = Pick<MessageRow, 'id' | 'practice_id' | 'claimed_by' | 'claimed_at'>

/** What is due or was left behind, the longest due first. It reserves nothing. */
export const listDue = async (db: Db, now: Instant, limit: number): Promise<DueMessage[]> =>
  await db
    .selectFrom('messages')
    .select(['id', 'practice_id', 'claimed_by', 'claimed_at'])
    .where('due_at', '<=', now)
    .where(eb =>
      eb.or([
        eb('status', '=', 'queued'),
        eb.and([
          eb('status', '=', 'claimed'),
          // One made in the future was made before the clock was set back.
          eb.or([
            eb('claimed_at', '<', addSeconds(now, -STALE_CLAIM_SECONDS)),
            eb('claimed_at', '>', addSeconds(now, STALE_CLAIM_SECONDS)),
          ]),
        ]),
      ]),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()

export type Claim = { claimed_by: string; claimed_at: Instant }

/** Takes a message for this worker alone. Undefined: somebody else was faster, or it is not there any more. */
export const claim = async (
  trx: Trx,
  { id, practice_id, ...found }: DueMessage,
  workerId: string,
  now: Instant,
): Promise<Claim | undefined> => {
  const mine = { claimed_by: workerId, claimed_at: now }
  const change = { practiceId: practice_id, id, to: 'claimed', columns: mine, claim: found } as const
  return (await transition(trx, change, now)) ? mine : undefined
}

/** The message as long as this claim holds. */
export const findClaimed = async (
  trx: Trx,
  { id, practice_id }: DueMessage,
  { claimed_by, claimed_at }: Claim,
): Promise<MessageRow | undefined> =>
  await trx
    .selectFrom('messages')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('id', '=', id)
    .where('status', '=', 'claimed')
    .where('claimed_by', '=', claimed_by)
    .where('claimed_at', '=', claimed_at)
    .executeTakeFirst()
