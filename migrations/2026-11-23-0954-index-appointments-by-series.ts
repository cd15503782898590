import type { Kysely } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createIndex('appointments_of_series')
    .on('appointments')
    .columns(['practice_id', 'series_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('appointments_of_series').execute()
}
