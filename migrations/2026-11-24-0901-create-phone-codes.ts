import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('phone_codes')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('phone_hash', 'text', c => c.notNull())
    .addColumn('network_hash', 'text', c => c.notNull())
    .addColumn('code_hash', 'text', c => c.notNull())
    .addColumn('tries', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('expires_at', 'text', c => c.notNull())
    .addColumn('used_at', 'text')
    .execute()
  await db.schema
    .createIndex('phone_codes_of_practice')
    .on('phone_codes')
    .columns(['practice_id', 'created_at'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('phone_codes').execute()
}
