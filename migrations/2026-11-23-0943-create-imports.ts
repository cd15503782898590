import type { Kysely } from 'kysely'

/** A file of patients or of appointments: kept while it is looked at, forgotten once it is taken over. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('imports')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('subject', 'text', c => c.notNull())
    .addColumn('file_name', 'text', c => c.notNull())
    .addColumn('file_hash', 'text', c => c.notNull())
    .addColumn('sealed_text', 'text')
    .addColumn('encoding', 'text', c => c.notNull())
    .addColumn('columns', 'text')
    .addColumn('created_by', 'text', c => c.notNull().references('users.id'))
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('done_at', 'text')
    .addColumn('written', 'integer')
    .execute()
  await db.schema.createIndex('imports_of_file').on('imports').columns(['practice_id', 'file_hash']).execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('imports').execute()
}
