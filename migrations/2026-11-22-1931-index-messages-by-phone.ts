import type { Kysely } from 'kysely'

/** An answer names its sender only: it must be matched before its practice is known. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createIndex('messages_to_phone')
    .on('messages')
    .columns(['to_phone', 'attempted_at'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('messages_to_phone').execute()
}
