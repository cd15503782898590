import type { Kysely } from 'kysely'

/** Whether a provider outside takes anything now; one row each, shared by all workers. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('circuits')
    .addColumn('name', 'text', c => c.primaryKey())
    .addColumn('failures', 'integer', c => c.notNull())
    .addColumn('opened_at', 'text')
    .addColumn('reason', 'text')
    .addColumn('probe_at', 'text')
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('circuits').execute()
}
