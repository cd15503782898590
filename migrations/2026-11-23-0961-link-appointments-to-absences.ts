import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('appointments').addColumn('absence_id', 'text').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('appointments').dropColumn('absence_id').execute()
}
