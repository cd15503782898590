import { type Kysely, sql } from 'kysely'

/** Several pieces of news may share one text: what has been told so far went out alone. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .alterTable('appointment_messages')
    .addColumn('bundle_id', 'text', c => c.notNull().defaultTo(''))
    .execute()
  await db
    .updateTable('appointment_messages')
    .set({ bundle_id: sql.ref('id') })
    .execute()
  await db.schema
    .createIndex('appointment_messages_of_bundle')
    .on('appointment_messages')
    .columns(['practice_id', 'bundle_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('appointment_messages_of_bundle').execute()
  await db.schema.alterTable('appointment_messages').dropColumn('bundle_id').execute()
}
