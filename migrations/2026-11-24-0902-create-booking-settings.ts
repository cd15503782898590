import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('booking_settings')
    .addColumn('practice_id', 'text', c => c.primaryKey().references('practices.id'))
    .addColumn('open', 'integer', c => c.notNull())
    .addColumn('slug', 'text', c => c.notNull().unique())
    .addColumn('days_ahead', 'integer', c => c.notNull())
    .addColumn('least_notice_hours', 'integer', c => c.notNull())
    .addColumn('new_patients', 'integer', c => c.notNull())
    .addColumn('most_upcoming', 'integer', c => c.notNull())
    .addColumn('welcome', 'text', c => c.notNull())
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('booking_settings').execute()
}
