import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('patients')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('civility', 'text', c => c.notNull())
    .addColumn('first_name', 'text', c => c.notNull())
    .addColumn('last_name', 'text', c => c.notNull())
    .addColumn('born_on', 'text')
    .addColumn('search_text', 'text', c => c.notNull())
    .addColumn('language', 'text', c => c.notNull())
    .addColumn('address', 'text', c => c.notNull())
    .addColumn('address_extra', 'text', c => c.notNull())
    .addColumn('postcode', 'text', c => c.notNull())
    .addColumn('city', 'text', c => c.notNull())
    .addColumn('lat', 'double precision')
    .addColumn('lon', 'double precision')
    .addColumn('home', 'text', c => c.notNull())
    .addColumn('needs', 'text', c => c.notNull())
    .addColumn('archived_at', 'text')
    .addColumn('archive_reason', 'text')
    .addColumn('version', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('updated_at', 'text', c => c.notNull())
    .execute()
  await db.schema
    .createIndex('patients_by_name')
    .on('patients')
    .columns(['practice_id', 'last_name', 'first_name'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('patients').execute()
}
