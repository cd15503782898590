import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('weekly_hours')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('weekday', 'integer', c => c.notNull())
    .addColumn('from_time', 'text', c => c.notNull())
    .addColumn('to_time', 'text', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('valid_from_on', 'text')
    .addColumn('valid_to_on', 'text')
    .execute()
  await db.schema
    .createIndex('weekly_hours_of_clinician')
    .on('weekly_hours')
    .columns(['practice_id', 'clinician_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('weekly_hours').execute()
}
