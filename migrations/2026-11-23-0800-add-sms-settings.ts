import type { Kysely } from 'kysely'

/** What texts of a practice say that they come from, how they are signed, and how many days their words are kept. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('practices').addColumn('sms_sender', 'text').execute()
  await db.schema.alterTable('practices').addColumn('sms_signature', 'text').execute()
  await db.schema.alterTable('practices').addColumn('message_text_days', 'integer').execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.alterTable('practices').dropColumn('message_text_days').execute()
  await db.schema.alterTable('practices').dropColumn('sms_signature').execute()
  await db.schema.alterTable('practices').dropColumn('sms_sender').execute()
}
