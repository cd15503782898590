import type { Db, Trx } from '../../db/database.ts'
import type { Id } from '../../terms.ts'

/** Until the practice chooses: whoever was put on the list was promised to be told. */
const FIRST = true

/** Whether freed places are offered by themselves. */
export const offersByItself = async (db: Db | Trx, practiceId: Id): Promise<boolean> => {
  const row = await db
    .selectFrom('waiting_settings')
    .select('automatic')
    .where('practice_id', '=', practiceId)
    .executeTakeFirst()
  return row ? row.automatic === 1 : FIRST
}

export const saveOffersByItself = async (trx: Trx, practiceId: Id, automatic: boolean): Promise<void> => {
  const columns = { automatic: automatic ? 1 : 0 }
  await trx
    .insertInto('waiting_settings')
    .values({ practice_id: practiceId, ...columns })
    .onConflict(conflict => conflict.column('practice_id').doUpdateSet(columns))
    .execute()
}
