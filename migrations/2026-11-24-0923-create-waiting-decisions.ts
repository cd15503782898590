import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('waiting_decisions')
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('place_id', 'text', c => c.notNull().references('freed_places.id'))
    .addColumn('entry_id', 'text', c => c.notNull().references('waiting_entries.id'))
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('waiting_decisions_key', ['practice_id', 'place_id', 'entry_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('waiting_decisions').execute()
}
