import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('notices')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('round_id', 'text', c => c.notNull().references('rounds.id'))
    .addColumn('stop_id', 'text', c => c.notNull().references('stops.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('state', 'text', c => c.notNull())
    .addColumn('from_at', 'text', c => c.notNull())
    .addColumn('to_at', 'text', c => c.notNull())
    .addColumn('estimate_at', 'text', c => c.notNull())
    .addColumn('due_at', 'text', c => c.notNull())
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('sent_at', 'text')
    .addColumn('reason', 'text')
    .addColumn('held_by', 'text')
    .execute()
  await db.schema
    .createIndex('notices_of_round')
    .on('notices')
    .columns(['practice_id', 'round_id', 'stop_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('notices').execute()
}
