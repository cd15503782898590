import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('simulated_texts')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('message_id', 'text', c => c.references('messages.id'))
    .addColumn('phone', 'text', c => c.notNull())
    .addColumn('direction', 'text', c => c.notNull())
    .addColumn('body', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('simulated_texts_of_phone')
    .on('simulated_texts')
    .columns(['practice_id', 'phone', 'id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('simulated_texts').execute()
}
