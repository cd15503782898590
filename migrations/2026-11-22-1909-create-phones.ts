import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('phones')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('carer_id', 'text', c => c.references('carers.id'))
    .addColumn('e164', 'text', c => c.notNull())
    .addColumn('sms_target', 'integer', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('position', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('phones_of_patient')
    .on('phones')
    .columns(['practice_id', 'patient_id'])
    .execute()
  await db.schema.createIndex('phones_by_number').on('phones').columns(['practice_id', 'e164']).execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('phones').execute()
}
