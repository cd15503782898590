import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('reminder_settings')
    .addColumn('practice_id', 'text', c => c.primaryKey().references('practices.id'))
    .addColumn('reminder_week', 'integer', c => c.notNull())
    .addColumn('reminder_day', 'integer', c => c.notNull())
    .addColumn('confirmation', 'integer', c => c.notNull())
    .addColumn('moved', 'integer', c => c.notNull())
    .addColumn('cancelled', 'integer', c => c.notNull())
    .addColumn('visits', 'integer', c => c.notNull())
    .addColumn('remind_at', 'text', c => c.notNull())
    .addColumn('cancel_hours', 'integer', c => c.notNull())
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('reminder_settings').execute()
}
