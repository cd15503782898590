import type { AbsenceTables } from './tables/absences.ts'
import type { AccessTables } from './tables/access.ts'
import type { AgendaTables } from './tables/agenda.ts'
import type { AvailabilityTables } from './tables/availability.ts'
import type { BookingTables } from './tables/booking.ts'
import type { CalendarTables } from './tables/calendars.ts'
import type { DelayTables } from './tables/delays.ts'
import type { MessageTables } from './tables/messages.ts'
import type { PatientTables } from './tables/patients.ts'
import type { ReminderTables } from './tables/reminders.ts'
import type { SeriesTables } from './tables/series.ts'
import type { WaitingTables } from './tables/waiting.ts'

/**
 * Every table, as the migrations make it. Booleans are 0 or 1 and instants are text, on both databases.
 * Every table but `practices`, `users` and what hangs on a user alone carries `practice_id`.
 */
export type Schema = AccessTables &
  PatientTables &
  AgendaTables &
  AbsenceTables &
  AvailabilityTables &
  BookingTables &
  CalendarTables &
  DelayTables &
  ReminderTables &
  MessageTables &
  SeriesTables &
  WaitingTables
