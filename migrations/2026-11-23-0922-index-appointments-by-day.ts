import type { Kysely } from 'kysely'

/** Whom to remind of a day is asked again and again, of the whole practice. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createIndex('appointments_of_practice_day')
    .on('appointments')
    .columns(['practice_id', 'on', 'patient_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('appointments_of_practice_day').execute()
}
