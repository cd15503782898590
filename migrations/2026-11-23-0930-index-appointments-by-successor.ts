import type { Kysely } from 'kysely'

/** From where an appointment was moved is asked each time that it is looked at. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createIndex('appointments_by_successor')
    .on('appointments')
    .columns(['practice_id', 'moved_to_id'])
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('appointments_by_successor').execute()
}
