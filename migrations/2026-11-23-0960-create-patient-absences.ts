import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('patient_absences')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('from_on', 'text', c => c.notNull())
    .addColumn('to_on', 'text')
    .addColumn('reason', 'text')
    .addColumn('tap_id', 'text')
    .addColumn('created_by', 'text', c => c.references('users.id'))
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('annulled_at', 'text')
    .execute()
  await db.schema
    .createIndex('patient_absences_of_patient')
    .on('patient_absences')
    .columns(['practice_id', 'patient_id', 'from_on'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('patient_absences').execute()
}
