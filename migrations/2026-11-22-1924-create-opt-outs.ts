import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('opt_outs')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('phone', 'text', c => c.notNull())
    .addColumn('via', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema.createIndex('opt_outs_of_phone').on('opt_outs').columns(['practice_id', 'phone']).execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('opt_outs').execute()
}
