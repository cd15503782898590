import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('one_time_links')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('purpose', 'text', c => c.notNull())
    .addColumn('token_hash', 'text', c => c.notNull().unique())
    .addColumn('practice_id', 'text', c => c.references('practices.id'))
    .addColumn('user_id', 'text', c => c.references('users.id'))
    .addColumn('email', 'text')
    .addColumn('role', 'text')
    .addColumn('profession', 'text')
    .addColumn('from_on', 'text')
    .addColumn('to_on', 'text')
    .addColumn('replaces_user_id', 'text', c => c.references('users.id'))
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('expires_at', 'text', c => c.notNull())
    .addColumn('used_at', 'text')
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('one_time_links').execute()
}
