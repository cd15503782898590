import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('carers')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('relation', 'text', c => c.notNull())
    .addColumn('role', 'text', c => c.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('carers_of_patient')
    .on('carers')
    .columns(['practice_id', 'patient_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('carers').execute()
}
