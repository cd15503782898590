import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('freed_places')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('on', 'text', c => c.notNull())
    .addColumn('from_at', 'text', c => c.notNull())
    .addColumn('to_at', 'text', c => c.notNull())
    .addColumn('look_at', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('freed_places_to_look_at')
    .on('freed_places')
    .column('look_at')
    .where(sql.ref('look_at'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('freed_places_ahead')
    .on('freed_places')
    .columns(['practice_id', 'from_at'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('freed_places').execute()
}
