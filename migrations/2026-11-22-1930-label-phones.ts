import type { Kysely } from 'kysely'

/** « maison », « le soir »: what the practice calls a phone. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('phones').addColumn('label', 'text').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('phones').dropColumn('label').execute()
}
