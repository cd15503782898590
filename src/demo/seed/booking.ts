import type { Trx } from '../../db/database.ts'
import type { SeededPractice } from './practice.ts'

/** The page on which patients book, open at `/b/halle`. */
export const openBooking = async (trx: Trx, { practiceId }: SeededPractice): Promise<void> => {
  await trx
    .insertInto('booking_settings')
    .values({
      practice_id: practiceId,
      open: 1,
      slug: 'halle',
      days_ahead: 42,
      least_notice_hours: 2,
      new_patients: 1,
      most_upcoming: 3,
      welcome: 'Bienvenue. Si vous ne trouvez pas votre moment, appelez\u00a0: Inès a souvent une solution.',
    })
    .execute()
}
