import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('memberships')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('role', 'text', c => c.notNull())
    .addColumn('profession', 'text')
    .addColumn('from_on', 'text')
    .addColumn('to_on', 'text')
    .addColumn('replaces_user_id', 'text', c => c.references('users.id'))
    .addColumn('ended_at', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('memberships_of_practice')
    .on('memberships')
    .columns(['practice_id', 'user_id'])
    .execute()
  await db.schema.createIndex('memberships_of_user').on('memberships').column('user_id').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('memberships').execute()
}
