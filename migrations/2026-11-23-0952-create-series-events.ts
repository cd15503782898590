import type { Kysely } from 'kysely'

/** What was done with a series: laid out, changed, ended. Added, never changed. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('series_events')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('series_id', 'text', c => c.notNull().references('series.id'))
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('by_user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('detail', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('series_events_of_series')
    .on('series_events')
    .columns(['practice_id', 'series_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('series_events').execute()
}
