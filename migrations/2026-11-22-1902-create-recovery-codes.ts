import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('recovery_codes')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('code_hash', 'text', c => c.notNull())
    .addColumn('used_at', 'text')
    .execute()
  await db.schema.createIndex('recovery_codes_of_user').on('recovery_codes').column('user_id').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('recovery_codes').execute()
}
