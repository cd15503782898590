import { type Kysely, sql } from 'kysely'

/** The message that this one tries again, and when the provider's copy of it was erased. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .alterTable('messages')
    .addColumn('retry_of', 'text', c => c.references('messages.id'))
    .execute()
  await db.schema.alterTable('messages').addColumn('erase_tried_at', 'text').execute()
  await db.schema.alterTable('messages').addColumn('provider_erased_at', 'text').execute()
  await db.schema
    .createIndex('messages_at_provider')
    .on('messages')
    .column('updated_at')
    .where(sql<boolean>`provider_id is not null and provider_erased_at is null`)
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('messages_at_provider').execute()
  await db.schema.alterTable('messages').dropColumn('provider_erased_at').execute()
  await db.schema.alterTable('messages').dropColumn('erase_tried_at').execute()
  await db.schema.alterTable('messages').dropColumn('retry_of').execute()
}
