import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('messages')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('carer_id', 'text', c => c.references('carers.id'))
    .addColumn('purpose', 'text', c => c.notNull())
    .addColumn('origin', 'text', c => c.notNull())
    .addColumn('ref_id', 'text', c => c.notNull())
    .addColumn('to_phone', 'text', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('due_at', 'text', c => c.notNull())
    .addColumn('useful_until_at', 'text', c => c.notNull())
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_at', 'text')
    .addColumn('attempted_at', 'text')
    .addColumn('body', 'text')
    .addColumn('segments', 'integer')
    .addColumn('provider_id', 'text')
    .addColumn('error_code', 'text')
    .addColumn('reason', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('updated_at', 'text', c => c.notNull())
    .execute()
  await db.schema.createIndex('messages_due').on('messages').columns(['status', 'due_at']).execute()
  await db.schema
    .createIndex('messages_of_origin')
    .on('messages')
    .columns(['practice_id', 'origin', 'ref_id'])
    .execute()
  await db.schema
    .createIndex('messages_of_phone')
    .on('messages')
    .columns(['practice_id', 'to_phone', 'attempted_at'])
    .execute()
  await db.schema
    .createIndex('messages_attempted')
    .on('messages')
    .columns(['practice_id', 'attempted_at'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('messages').execute()
}
