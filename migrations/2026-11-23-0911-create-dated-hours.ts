import type { Kysely } from 'kysely'

/** Days on which the week is another one. Without a clinician: of the whole practice. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('dated_hours')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.references('users.id'))
    .addColumn('from_on', 'text', c => c.notNull())
    .addColumn('to_on', 'text', c => c.notNull())
    .addColumn('open', 'integer', c => c.notNull())
    .addColumn('hours', 'text', c => c.notNull())
    .addColumn('label', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('dated_hours_of_practice')
    .on('dated_hours')
    .columns(['practice_id', 'to_on'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('dated_hours').execute()
}
