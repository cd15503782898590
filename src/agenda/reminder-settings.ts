import type { Db, Trx } from '../db/database.ts'
import type { AppointmentPurpose, ReminderSettingsRow } from '../db/tables/reminders.ts'
import type { Id } from '../terms.ts'
import type { ReminderSettings } from './reminder-time.ts'

/** Until the practice chooses: the evening before and whatever changes, and no texts about daily rounds. */
export const FIRST_REMINDER_SETTINGS: ReminderSettings = {
  on: {
    reminder_week: false,
    reminder_day: true,
    confirmation: true,
    moved: true,
    cancelled: true,
    replaced: true,
  },
  visits: false,
  remindAt: '18:00',
  cancelHours: 24,
}

const settingsOf = (row: ReminderSettingsRow): ReminderSettings => ({
  on: {
    reminder_week: row.reminder_week === 1,
    reminder_day: row.reminder_day === 1,
    confirmation: row.confirmation === 1,
    moved: row.moved === 1,
    cancelled: row.cancelled === 1,
    replaced: row.replaced === 1,
  },
  visits: row.visits === 1,
  remindAt: row.remind_at,
  cancelHours: row.cancel_hours,
})

export const reminderSettingsOf = async (db: Db | Trx, practiceId: Id): Promise<ReminderSettings> => {
  const row = await db
    .selectFrom('reminder_settings')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .executeTakeFirst()
  return row ? settingsOf(row) : FIRST_REMINDER_SETTINGS
}

export const saveReminderSettings = async (
  trx: Trx,
  practiceId: Id,
  { on, visits, remindAt, cancelHours }: ReminderSettings,
): Promise<void> => {
  const purposes = Object.entries(on).map(([purpose, chosen]) => [purpose, chosen ? 1 : 0])
  const columns = {
    ...(Object.fromEntries(purposes) as Record<AppointmentPurpose, number>),
    visits: visits ? 1 : 0,
    remind_at: remindAt,
    cancel_hours: cancelHours,
  }
  await trx
    .insertInto('reminder_settings')
    .values({ practice_id: practiceId, ...columns })
    .onConflict(conflict => conflict.column('practice_id').doUpdateSet(columns))
    .execute()
}
