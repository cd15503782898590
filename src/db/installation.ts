import type { Db, Trx } from './database.ts'
import type { InstallationKey } from './tables/access.ts'

/** What is true of this database as a whole; undefined: not said yet. */
export const findFact = async (db: Db | Trx, key: InstallationKey): Promise<string | undefined> =>
  (await db.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst())?.value

export const keepFact = async (db: Db | Trx, key: InstallationKey, value: string): Promise<void> => {
  await db
    .insertInto('installation')
    .values({ key, value })
    .onConflict(conflict => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
