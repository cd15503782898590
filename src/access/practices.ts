import type { Db, Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

/** What the owner may change. */
export type PracticeSettings = Omit<PracticeRow, 'id' | 'holiday_region' | 'created_at'>

/** Where a practice starts from; all of it can be changed afterwards. */
export const FIRST_SETTINGS = {
  lat: null,
  lon: null,
  secretary_reads_clinical: 0,
  messages_per_person_day: 6,
  messages_per_hour: 120,
  sms_sender: null,
  sms_signature: null,
  message_text_days: null,
}

export const getPractice = async (db: Db, practiceId: Id): Promise<PracticeRow> =>
  await db.selectFrom('practices').selectAll().where('id', '=', practiceId).executeTakeFirstOrThrow()

export const createPractice = async (
  trx: Trx,
  settings: PracticeSettings,
  now: Instant,
): Promise<PracticeRow> => {
  const practice: PracticeRow = { id: newId(), ...settings, holiday_region: null, created_at: now }
  await trx.insertInto('practices').values(practice).execute()
  return practice
}

export const saveSettings = async (db: Db, practiceId: Id, settings: PracticeSettings): Promise<void> => {
  await db.updateTable('practices').set(settings).where('id', '=', practiceId).execute()
}

/** Where the practice's holidays come from, see `agenda/holidays.ts`. */
export const saveHolidayRegion = async (trx: Trx, practiceId: Id, holiday_region: string): Promise<void> => {
  await trx.updateTable('practices').set({ holiday_region }).where('id', '=', practiceId).execute()
}

/** The practice that was set up first: its owners look after the installation. */
export const firstPracticeId = async (db: Db | Trx): Promise<Id | undefined> => {
  const first = await db
    .selectFrom('practices')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return first?.id
}

/** The names of the practices of an account, of which its password must not be made. */
export const listPracticeNames = async (db: Db, userId: Id): Promise<string[]> => {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('practices as p', 'p.id', 'm.practice_id')
    .select('p.name')
    .where('m.user_id', '=', userId)
    .execute()
  return rows.map(row => row.name)
}
