import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('inbound_messages')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.references('practices.id'))
    .addColumn('provider_id', 'text', c => c.unique())
    .addColumn('from_phone', 'text', c => c.notNull())
    .addColumn('to_phone', 'text', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('meaning', 'text', c => c.notNull())
    .addColumn('via', 'text', c => c.notNull())
    .addColumn('patient_id', 'text', c => c.references('patients.id'))
    .addColumn('carer_id', 'text', c => c.references('carers.id'))
    .addColumn('message_id', 'text', c => c.references('messages.id'))
    .addColumn('stop_id', 'text', c => c.references('stops.id'))
    .addColumn('received_at', 'text', c => c.notNull())
    .addColumn('read_at', 'text')
    .addColumn('read_by', 'text')
    .execute()
  await db.schema
    .createIndex('inbound_messages_of_stop')
    .on('inbound_messages')
    .columns(['practice_id', 'stop_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('inbound_messages').execute()
}
