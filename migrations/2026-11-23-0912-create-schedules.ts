import type { Kysely } from 'kysely'

/** How one clinician's time is given out. Its version guards the weekly hours too. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('schedules')
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('works_on_holidays', 'integer', c => c.notNull())
    .addColumn('slot_step_minutes', 'integer', c => c.notNull())
    .addColumn('least_notice_minutes', 'integer', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('schedules_of_clinician', ['practice_id', 'clinician_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('schedules').execute()
}
