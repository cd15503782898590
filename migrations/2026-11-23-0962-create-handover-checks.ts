import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('handover_checks')
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('round_id', 'text', c => c.notNull().references('rounds.id'))
    .addColumn('user_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('cadre_version', 'integer', c => c.notNull())
    .addColumn('checked_at', 'text', c => c.notNull())
    .addPrimaryKeyConstraint('handover_checks_key', ['practice_id', 'round_id', 'user_id', 'patient_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('handover_checks').execute()
}
