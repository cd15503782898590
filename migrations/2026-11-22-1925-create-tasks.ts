import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('tasks')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('kind', 'text', c => c.notNull())
    .addColumn('patient_id', 'text', c => c.references('patients.id'))
    .addColumn('carer_id', 'text', c => c.references('carers.id'))
    .addColumn('clinician_id', 'text', c => c.references('users.id'))
    .addColumn('stop_id', 'text', c => c.references('stops.id'))
    .addColumn('key', 'text', c => c.notNull())
    .addColumn('reason', 'text', c => c.notNull())
    .addColumn('facts', 'text', c => c.notNull())
    .addColumn('clinical', 'integer', c => c.notNull())
    .addColumn('due_at', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('closed_at', 'text')
    .addColumn('outcome', 'text')
    .addColumn('closed_by', 'text')
    .execute()
  await db.schema
    .createIndex('tasks_open_once')
    .unique()
    .on('tasks')
    .columns(['practice_id', 'key'])
    .where(sql.ref('closed_at'), 'is', null)
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('tasks').execute()
}
