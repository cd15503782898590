import type { Kysely } from 'kysely'

/** When a clinician is taken elsewhere, as the last good reading of another calendar said: never why. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('busy_times')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('source_id', 'text', c => c.notNull().references('calendar_sources.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('from_at', 'text', c => c.notNull())
    .addColumn('to_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('busy_times_of_clinician')
    .on('busy_times')
    .columns(['practice_id', 'clinician_id', 'from_at'])
    .execute()
  await db.schema.createIndex('busy_times_of_source').on('busy_times').column('source_id').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('busy_times').execute()
}
