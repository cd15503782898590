import type { Kysely } from 'kysely'

/** At every tap what was done and what is open about the stops of a round is read, among the calls of years. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.createIndex('tasks_of_stop').on('tasks').columns(['practice_id', 'stop_id']).execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('tasks_of_stop').execute()
}
