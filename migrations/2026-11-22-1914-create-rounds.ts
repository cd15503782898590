import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('rounds')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('on', 'text', c => c.notNull())
    .addColumn('starts_at', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .addUniqueConstraint('rounds_once', ['practice_id', 'clinician_id', 'on'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('rounds').execute()
}
