import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('round_breaks')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('round_id', 'text', c => c.notNull().references('rounds.id'))
    .addColumn('from_at', 'text', c => c.notNull())
    .addColumn('to_at', 'text', c => c.notNull())
    .addColumn('at_least_minutes', 'integer', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('round_breaks_of_round')
    .on('round_breaks')
    .columns(['practice_id', 'round_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('round_breaks').execute()
}
