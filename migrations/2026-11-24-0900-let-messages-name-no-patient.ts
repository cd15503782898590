import { type Kysely, sql } from 'kysely'

/** A code goes to a phone before anybody knows whose it is. */
export const up = async (db: Kysely<any>): Promise<void> => {
  await sql`alter table messages alter column patient_id drop not null`.execute(db)
}

/** What named no patient cannot stay; what hangs on it goes first. */
export const down = async (db: Kysely<any>): Promise<void> => {
  const nobodys = db.selectFrom('messages').select('id').where('patient_id', 'is', null)
  await db.deleteFrom('message_events').where('message_id', 'in', nobodys).execute()
  for (const table of ['simulated_texts', 'inbound_messages'])
    await db.updateTable(table).set({ message_id: null }).where('message_id', 'in', nobodys).execute()
  await db.updateTable('messages').set({ retry_of: null }).where('patient_id', 'is', null).execute()
  await db.deleteFrom('messages').where('patient_id', 'is', null).execute()
  await sql`alter table messages alter column patient_id set not null`.execute(db)
}
