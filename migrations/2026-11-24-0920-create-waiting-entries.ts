import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('waiting_entries')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('kind_id', 'text', c => c.notNull().references('appointment_kinds.id'))
    .addColumn('clinician_id', 'text', c => c.references('users.id'))
    .addColumn('appointment_id', 'text', c => c.references('appointments.id'))
    .addColumn('weekdays', 'text', c => c.notNull())
    .addColumn('from_time', 'text', c => c.notNull())
    .addColumn('to_time', 'text', c => c.notNull())
    .addColumn('until_on', 'text')
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('entered_by', 'text', c => c.references('users.id'))
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema
    .createIndex('waiting_entries_by_age')
    .on('waiting_entries')
    .columns(['practice_id', 'status', 'created_at'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('waiting_entries').execute()
}
