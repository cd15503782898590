import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentPurpose } from '../db/tables/reminders.ts'
import type { Instant, LocalDate, LocalTime, Zone } from '../terms.ts'
import { addDays, addMinutes, dayBounds, instantAt, localDate } from '../time.ts'

export type ReminderSettings = {
  /** Which purposes are texted. */
  on: Record<AppointmentPurpose, boolean>
  /** Home visits too: who comes every day need not be reminded of it. */
  visits: boolean
  /** The time of day at which reminders leave. */
  remindAt: LocalTime
  /** Up to so many hours before it patients may cancel an appointment themselves. */
  cancelHours: number
}

export type ReminderPurpose = Extract<AppointmentPurpose, `reminder_${string}`>

const DAYS_BEFORE: Record<ReminderPurpose, number> = { reminder_week: 7, reminder_day: 1 }
export const REMINDERS = Object.keys(DAYS_BEFORE) as ReminderPurpose[]

/** A week before, one may also be reminded the day after; the evening before, until this long before one must be there. */
const WEEK_REMINDER_MINUTES = 24 * 60
const TOO_CLOSE_MINUTES = 60

type Times = Pick<AppointmentRow, 'on' | 'agreed_at' | 'window_from_at' | 'window_to_at'>

export const isReminder = (purpose: AppointmentPurpose): purpose is ReminderPurpose => purpose in DAYS_BEFORE

/** When the reminder of a day is due. */
export const reminderAt = (
  purpose: ReminderPurpose,
  on: LocalDate,
  { remindAt }: Pick<ReminderSettings, 'remindAt'>,
  zone: Zone,
): Instant => instantAt(addDays(on, -DAYS_BEFORE[purpose]), remindAt, zone)

/** The day of which people are to be reminded now. Until midnight only: what was missed then is not made up for. */
export const dayToRemind = (
  purpose: ReminderPurpose,
  { remindAt }: Pick<ReminderSettings, 'remindAt'>,
  zone: Zone,
  now: Instant,
): LocalDate | null => {
  const today = localDate(now, zone)
  return now < instantAt(today, remindAt, zone) ? null : addDays(today, DAYS_BEFORE[purpose])
}

/** When it begins; without a time, with its day. */
export const startOf = ({ on, agreed_at, window_from_at }: Times, zone: Zone): Instant =>
  agreed_at ?? window_from_at ?? dayBounds(on, zone).from

/** The hour before which one must have heard of what stands and what stood. */
export const firstStartOf = (all: readonly Times[], zone: Zone): Instant =>
  all.map(each => startOf(each, zone)).sort()[0]!

/** Until when it may still begin as agreed. */
export const latestStartOf = ({ on, agreed_at, window_to_at }: Times, zone: Zone): Instant =>
  agreed_at ?? window_to_at ?? dayBounds(on, zone).to

/** After this a reminder of these appointments helps nobody any more. */
export const reminderUsefulUntil = (
  purpose: ReminderPurpose,
  day: readonly Times[],
  settings: Pick<ReminderSettings, 'remindAt'>,
  zone: Zone,
): Instant => {
  const ends = [addMinutes(firstStartOf(day, zone), -TOO_CLOSE_MINUTES)]
  if (purpose === 'reminder_week')
    ends.push(addMinutes(reminderAt(purpose, day[0]!.on, settings, zone), WEEK_REMINDER_MINUTES))
  return ends.sort()[0]!
}

/** Agreed after the reminder of its day would have left: it is confirmed at once instead. */
export const isLateBooking = (
  on: LocalDate,
  settings: Pick<ReminderSettings, 'remindAt'>,
  zone: Zone,
  bookedAt: Instant,
): boolean => bookedAt >= reminderAt('reminder_day', on, settings, zone)
