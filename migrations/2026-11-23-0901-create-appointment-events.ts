import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('appointment_events')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('appointment_id', 'text', c => c.notNull().references('appointments.id'))
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('from_status', 'text')
    .addColumn('to_status', 'text', c => c.notNull())
    .addColumn('by_kind', 'text', c => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('reason', 'text')
    .addColumn('changes', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('appointment_events_of_appointment')
    .on('appointment_events')
    .columns(['practice_id', 'appointment_id', 'id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('appointment_events').execute()
}
