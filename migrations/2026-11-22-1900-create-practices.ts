import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('practices')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('name', 'text', c => c.notNull())
    .addColumn('phone', 'text')
    .addColumn('zone', 'text', c => c.notNull())
    .addColumn('lat', 'double precision')
    .addColumn('lon', 'double precision')
    .addColumn('leg_minutes', 'integer', c => c.notNull())
    .addColumn('tolerance_minutes', 'integer', c => c.notNull())
    .addColumn('undo_seconds', 'integer', c => c.notNull())
    .addColumn('secretary_reads_clinical', 'integer', c => c.notNull())
    .addColumn('messages_per_person_day', 'integer', c => c.notNull())
    .addColumn('messages_per_hour', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('practices').execute()
}
