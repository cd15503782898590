import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('forecasts')
    .addColumn('round_id', 'text', c => c.primaryKey().references('rounds.id'))
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('computed_at', 'text', c => c.notNull())
    .addColumn('look_again_at', 'text')
    .addColumn('content', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('forecasts_to_look_at').on('forecasts').column('look_again_at').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('forecasts').execute()
}
