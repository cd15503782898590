import type { Kysely } from 'kysely'

/** When a bilan is due, as a practice changed it; without a row, what `agenda/milestones.ts` begins with. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('milestone_rules')
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('regimen', 'text', c => c.notNull())
    .addColumn('at_sessions', 'text', c => c.notNull())
    .addColumn('then_every', 'integer')
    .addColumn('summary_from', 'integer')
    .addColumn('source', 'text', c => c.notNull())
    .addColumn('as_of_on', 'text', c => c.notNull())
    .addColumn('version', 'integer', c => c.notNull())
    .addPrimaryKeyConstraint('milestone_rules_of_practice', ['practice_id', 'regimen'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('milestone_rules').execute()
}
