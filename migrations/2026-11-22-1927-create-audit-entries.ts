import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('audit_entries')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('actor', 'text', c => c.notNull())
    .addColumn('route', 'text', c => c.notNull())
    .addColumn('patient_ids', 'text', c => c.notNull())
    .addColumn('seq', 'integer')
    .addColumn('previous_hash', 'text')
    .addColumn('hash', 'text')
    .addUniqueConstraint('audit_entries_in_order', ['practice_id', 'seq'])
    .execute()
  await db.schema
    .createIndex('audit_entries_unsealed')
    .on('audit_entries')
    .columns(['practice_id', 'id'])
    .where(sql.ref('seq'), 'is', null)
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('audit_entries').execute()
}
