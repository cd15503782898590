import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('stops')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('round_id', 'text', c => c.notNull().references('rounds.id'))
    .addColumn('appointment_id', 'text', c => c.notNull().references('appointments.id'))
    .addColumn('position', 'integer', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addUniqueConstraint('stops_once', ['practice_id', 'appointment_id'])
    .execute()
  await db.schema
    .createIndex('stops_of_round')
    .on('stops')
    .columns(['practice_id', 'round_id', 'position'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('stops').execute()
}
