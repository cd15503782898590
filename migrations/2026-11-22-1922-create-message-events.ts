import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('message_events')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('message_id', 'text', c => c.notNull().references('messages.id'))
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('detail', 'text')
    .execute()
  await db.schema
    .createIndex('message_events_of_message')
    .on('message_events')
    .columns(['practice_id', 'message_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('message_events').execute()
}
