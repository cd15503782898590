import type { Db, Trx } from '../db/database.ts'
import type { BookingSettingsRow } from '../db/tables/booking.ts'
import type { Id } from '../terms.ts'

export type BookingSettings = Omit<BookingSettingsRow, 'practice_id'>

/** What an owner who has chosen nothing yet is shown: a page that is closed. */
export const FIRST_BOOKING_SETTINGS: BookingSettings = {
  open: 0,
  slug: '',
  days_ahead: 42,
  least_notice_hours: 12,
  new_patients: 1,
  most_upcoming: 3,
  welcome: '',
}

export const bookingSettingsOf = async (db: Db | Trx, practiceId: Id): Promise<BookingSettings> =>
  (await db
    .selectFrom('booking_settings')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .executeTakeFirst()) ?? FIRST_BOOKING_SETTINGS

/** The page behind an address, unless it is closed. */
export const findOpenPage = async (db: Db | Trx, slug: string): Promise<BookingSettingsRow | undefined> =>
  await db
    .selectFrom('booking_settings')
    .selectAll()
    .where('slug', '=', slug)
    .where('open', '=', 1)
    .executeTakeFirst()

/** `taken`: another practice has this address. */
export const saveBookingSettings = async (
  trx: Trx,
  practiceId: Id,
  settings: BookingSettings,
): Promise<'saved' | 'taken'> => {
  const other = await trx
    .selectFrom('booking_settings')
    .select('practice_id')
    .where('slug', '=', settings.slug)
    .where('practice_id', '!=', practiceId)
    .executeTakeFirst()
  if (other) return 'taken'
  await trx
    .insertInto('booking_settings')
    .values({ practice_id: practiceId, ...settings })
    .onConflict(conflict => conflict.column('practice_id').doUpdateSet(settings))
    .execute()
  return 'saved'
}
