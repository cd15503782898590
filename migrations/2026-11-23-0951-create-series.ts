import type { Kysely } from 'kysely'

/** The rhythm by which the appointments of a prescription were laid out. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('series')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('prescription_id', 'text', c => c.notNull().references('prescriptions.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('rule', 'text', c => c.notNull())
    .addColumn('from_on', 'text', c => c.notNull())
    .addColumn('to_on', 'text')
    .addColumn('kind_id', 'text')
    .addColumn('place', 'text', c => c.notNull())
    .addColumn('duration_minutes', 'integer', c => c.notNull())
    .addColumn('continues_id', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('series_of_prescription')
    .on('series')
    .columns(['practice_id', 'prescription_id'])
    .execute()
  await db.schema
    .createIndex('series_of_patient')
    .on('series')
    .columns(['practice_id', 'patient_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('series').execute()
}
