import { type Kysely, sql } from 'kysely'

export const up = async (db: Kysely<any>): Promise<void> => {
  await db.schema
    .createTable('waiting_offers')
    .addColumn('id', 'text', c => c.primaryKey())
    .addColumn('practice_id', 'text', c => c.notNull().references('practices.id'))
    .addColumn('place_id', 'text', c => c.notNull().references('freed_places.id'))
    .addColumn('entry_id', 'text', c => c.notNull().references('waiting_entries.id'))
    .addColumn('patient_id', 'text', c => c.notNull().references('patients.id'))
    .addColumn('carer_id', 'text')
    .addColumn('to_phone', 'text')
    .addColumn('clinician_id', 'text', c => c.notNull().references('users.id'))
    .addColumn('on', 'text', c => c.notNull())
    .addColumn('starts_at', 'text', c => c.notNull())
    .addColumn('offered_on', 'text', c => c.notNull())
    .addColumn('deadline_at', 'text', c => c.notNull())
    .addColumn('status', 'text', c => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('created_at', 'text', c => c.notNull())
    .addColumn('answered_at', 'text')
    .execute()
  const unique = (name: string) => db.schema.createIndex(name).unique().on('waiting_offers')
  await unique('one_living_offer_of_a_place')
    .columns(['practice_id', 'place_id'])
    .where(sql.ref('status'), '=', sql.lit('offered'))
    .execute()
  await unique('one_offer_per_patient_and_day').columns(['practice_id', 'patient_id', 'offered_on']).execute()
  await unique('one_offer_per_phone_and_day')
    .columns(['practice_id', 'to_phone', 'offered_on'])
    .where(sql.ref('to_phone'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('living_offers_by_deadline')
    .on('waiting_offers')
    .column('deadline_at')
    .where(sql.ref('status'), '=', sql.lit('offered'))
    .execute()
}

export const down = async (db: Kysely<any>): Promise<void> => {
  await db.schema.dropTable('waiting_offers').execute()
}
