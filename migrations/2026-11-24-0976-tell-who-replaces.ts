import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .alterTable('reminder_settings')
    .addColumn('replaced', 'integer', c => c.notNull().defaultTo(1))
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('reminder_settings').dropColumn('replaced').execute()
}
