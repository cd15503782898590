import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('appointments')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('on', 'text', c => c.notNull())
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('care', 'text', c => c.notNull())
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('agreed_at', 'text')
    .addColumn('window_from_at', 'text')
    .addColumn('window_to_at', 'text')
    .addColumn('not_before_at', 'text')
    .addColumn('hard_before_at', 'text')
    .addColumn('duration_minutes', 'integer', c => c.notNull())
    .addColumn('tolerance_minutes', 'integer')
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('appointments_of_day')
    .on('appointments')
    .columns(['practice_id', 'clinician_id', 'on'])
    .execute()
  await db.schema
    .createIndex('appointments_of_patient')
    .on('appointments')
    .columns(['practice_id', 'patient_id', 'on'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('appointments').execute()
}
