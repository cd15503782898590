import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('appointment_messages')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('purpose', 'text', c => c.notNull())
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('on', 'text', c => c.notNull())
    .addColumn('appointment_id', 'text', c => c.references('appointments.id'))
    .addColumn('before', 'text')
    .addColumn('by_kind', 'text', c => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('at_wish', 'integer', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('due_at', 'text', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('sent_at', 'text')
    .addUniqueConstraint('appointment_messages_once', ['practice_id', 'key'])
    .execute()
  await db.schema
    .createIndex('appointment_messages_of_patient')
    .on('appointment_messages')
    .columns(['practice_id', 'patient_id', 'on'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('appointment_messages').execute()
}
