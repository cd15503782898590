import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('decisions')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('round_id', 'text', c => c.notNull().references('rounds.id'))
    .addColumn('stop_id', 'text', c => c.notNull().references('stops.id'))
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('content', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('decisions_of_stop')
    .on('decisions')
    .columns(['practice_id', 'round_id', 'stop_id', 'id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('decisions').execute()
}
