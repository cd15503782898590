import type { Db, Trx } from '../db/database.ts'
import type { OptOutRow } from '../db/tables/messages.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

type Phone = { practiceId: Id; phone: string }

const inForce = (db: Db | Trx, practiceId: Id) =>
  db.selectFrom('opt_outs').where('practice_id', '=', practiceId).where('ended_at', 'is', null)

export const isOptedOut = async (db: Db | Trx, { practiceId, phone }: Phone): Promise<boolean> =>
  (await inForce(db, practiceId).select('id').where('phone', '=', phone).executeTakeFirst()) !== undefined

/** The numbers that want no texts of a practice. It says nothing about consent to care, nor about calls. */
export const listOptedOutPhones = async (db: Db | Trx, practiceId: Id): Promise<Set<string>> => {
  const rows = await inForce(db, practiceId).select('phone').execute()
  return new Set(rows.map(row => row.phone))
}

/** No more texts of this practice to this number. Said twice, it counts once. */
export const optOut = async (
  trx: Trx,
  { practiceId, phone, via }: Phone & { via: OptOutRow['via'] },
  now: Instant,
): Promise<'recorded' | 'already'> => {
  if (await isOptedOut(trx, { practiceId, phone })) return 'already'
  await trx
    .insertInto('opt_outs')
    .values({ id: newId(), practice_id: practiceId, phone, via, at: now, ended_at: null })
    .execute()
  return 'recorded'
}

/** The person wants texts again. */
export const endOptOut = async (trx: Trx, { practiceId, phone }: Phone, now: Instant): Promise<void> => {
  await trx
    .updateTable('opt_outs')
    .set({ ended_at: now })
    .where('practice_id', '=', practiceId)
    .where('phone', '=', phone)
    .where('ended_at', 'is', null)
    .execute()
}
