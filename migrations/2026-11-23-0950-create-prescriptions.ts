import type { Kysely } from 'kysely'

/** What was prescribed, or begun by direct access: what series are laid out from and counted against. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('prescriptions')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('care', 'text', c => c.notNull())
    .addColumn('category', 'text', c => c.notNull())
    .addColumn('sessions', 'integer')
    .addColumn('done_before', 'integer', c => c.notNull())
    .addColumn('frequency', 'text', c => c.notNull())
    .addColumn('direct_access', 'integer', c => c.notNull())
    .addColumn('prescribed_on', 'text')
    .addColumn('prescriber', 'text', c => c.notNull())
    .addColumn('from_on', 'text', c => c.notNull())
    .addColumn('to_on', 'text')
    .addColumn('regimen', 'text')
    .addColumn('renews_id', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_by', 'text', c => c.notNull().references('users.id'))
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('prescriptions_of_patient')
    .on('prescriptions')
    .columns(['practice_id', 'patient_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('prescriptions').execute()
}
