import type { Kysely } from 'kysely'

/** The address at which a member's own calendar reads the appointments here. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('calendar_feeds')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('token_hash', 'text', c => c.notNull().unique())
    .addColumn('titles', 'text', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('last_seen_at', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema
    .createIndex('calendar_feeds_of_member')
    .on('calendar_feeds')
    .columns(['practice_id', 'user_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('calendar_feeds').execute()
}
