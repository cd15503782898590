import type { Kysely } from 'kysely'

/** How long earlier visits took is asked of the taps of each of them. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.createIndex('taps_of_stop').on('taps').columns(['practice_id', 'stop_id']).execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('taps_of_stop').execute()
}
