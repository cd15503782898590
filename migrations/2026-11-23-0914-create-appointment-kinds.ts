import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('appointment_kinds')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.references('users.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('category', 'text', c => c.notNull())
    .addColumn('duration_minutes', 'integer', c => c.notNull())
    .addColumn('buffer_minutes', 'integer', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('capacity', 'integer', c => c.notNull())
    .addColumn('grouped', 'integer', c => c.notNull())
    .addColumn('booked_by', 'text', c => c.notNull())
    .addColumn('instructions', 'text', c => c.notNull())
    .addColumn('video_url', 'text')
    .addColumn('position', 'integer', c => c.notNull())
    .addColumn('archived_at', 'text')
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('appointment_kinds_of_practice')
    .on('appointment_kinds')
    .columns(['practice_id', 'position'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('appointment_kinds').execute()
}
