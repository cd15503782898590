import type { Kysely } from 'kysely'

/** The rounds of a practice are read by day and by period, whoever's they are, among those of years. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.createIndex('rounds_of_day').on('rounds').columns(['practice_id', 'on']).execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('rounds_of_day').execute()
}
