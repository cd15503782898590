import type { Kysely } from 'kysely'

/** A clinician's other calendars, and how the last reading of each went. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('calendar_sources')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('sealed_address', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('tried_at', 'text')
    .addColumn('read_at', 'text')
    .addColumn('covers_to_at', 'text')
    .addColumn('left_out', 'integer', c => c.notNull())
    .addColumn('etag', 'text')
    .addColumn('failure', 'text')
    .addColumn('failing_since_at', 'text')
    .addColumn('failures', 'integer', c => c.notNull())
    .addColumn('next_try_at', 'text')
    .execute()
  await db.schema
    .createIndex('calendar_sources_of_clinician')
    .on('calendar_sources')
    .columns(['practice_id', 'clinician_id'])
    .execute()
  await db.schema.createIndex('calendar_sources_due').on('calendar_sources').column('next_try_at').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('calendar_sources').execute()
}
