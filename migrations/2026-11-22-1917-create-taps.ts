import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('taps')
    .addColumn('id', 'text', c => c.notNull())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('round_id', 'text', c => c.notNull().references('rounds.id'))
    .addColumn('stop_id', 'text', c => c.references('stops.id'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('happened_at', 'text', c => c.notNull())
    .addColumn('received_at', 'text', c => c.notNull())
    .addColumn('minutes', 'integer')
    .addColumn('of_tap_id', 'text')
    .addColumn('by_user_id', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('taps_once', ['practice_id', 'id'])
    .execute()
  await db.schema
    .createIndex('taps_of_round')
    .on('taps')
    .columns(['practice_id', 'round_id', 'happened_at'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('taps').execute()
}
