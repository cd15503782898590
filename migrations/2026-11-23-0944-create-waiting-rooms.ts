import type { Kysely } from 'kysely'

/** A screen in a waiting room: its link needs no session and can be ended. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('waiting_rooms')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('token_hash', 'text', c => c.notNull().unique())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('last_seen_at', 'text')
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema.createIndex('waiting_rooms_of_practice').on('waiting_rooms').column('practice_id').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('waiting_rooms').execute()
}
