import type { Kysely } from 'kysely'

/** Where the practice's holidays come from; empty: from its territory. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('practices').addColumn('holiday_region', 'text').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('practices').dropColumn('holiday_region').execute()
}
