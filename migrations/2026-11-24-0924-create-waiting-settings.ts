import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('waiting_settings')
    .addColumn('practice_id', 'text', c => c.primaryKey().references('practices.id'))
    .addColumn('automatic', 'integer', c => c.notNull())
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('waiting_settings').execute()
}
