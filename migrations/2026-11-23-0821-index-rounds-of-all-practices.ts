import type { Kysely } from 'kysely'

/** The worker looks for the rounds of about today that nobody has thought about, in all practices, among those of years. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.createIndex('rounds_of_all_practices').on('rounds').column('on').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropIndex('rounds_of_all_practices').execute()
}
