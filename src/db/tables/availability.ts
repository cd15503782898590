import type { Id, Instant, LocalDate, LocalTime, Place } from '../../terms.ts'
import type { AppointmentRow } from './agenda.ts'

export type AvailabilityTables = {
  weekly_hours: WeeklyHoursRow
  dated_hours: DatedHoursRow
  schedules: ScheduleRow
  appointment_kinds: AppointmentKindRow
}

/** Open time of a clinician's week. It ends the next day when `to_time` is not after `from_time`. */
export type WeeklyHoursRow = {
  id: Id
  practice_id: Id
  clinician_id: Id
  /** 1 (Monday) to 7 (Sunday): the day on which it begins. */
  weekday: number
  from_time: LocalTime
  to_time: LocalTime
  place: Place | 'any'
  /** First and last day of the period in which this week counts; both empty: the usual week. */
  valid_from_on: LocalDate | null
  valid_to_on: LocalDate | null
}

/** Days that are not as the week says, see `agenda/opening.ts`. */
export type DatedHoursRow = {
  id: Id
  practice_id: Id
  /** Null: the whole practice. */
  clinician_id: Id | null
  from_on: LocalDate
  /** The last day, included. */
  to_on: LocalDate
  /** 1: open at `hours` and at no others. 0: closed at `hours`, all day when there are none. */
  open: number
  /** JSON array of `{ from, to, place }`. */
  hours: string
  label: string
  version: number
  created_at: Instant
}

export type ScheduleRow = {
  practice_id: Id
  clinician_id: Id
  works_on_holidays: number
  /** Appointments begin every so many minutes, counted from the beginning of the open time. */
  slot_step_minutes: number
  /** What patients book themselves begins no sooner than this. */
  least_notice_minutes: number
  /** Also of the weekly hours. */
  version: number
}

/** A kind of appointment as the practice offers it. Its name and instructions are read by patients: nothing clinical. */
export type AppointmentKindRow = {
  id: Id
  practice_id: Id
  /** Whose kind it is; null: every clinician's. */
  clinician_id: Id | null
  name: string
  category: AppointmentRow['kind']
  duration_minutes: number
  /** Kept free after it. */
  buffer_minutes: number
  place: Place
  /** How many patients at once, at the practice. */
  capacity: number
  /** 1: all begin together. */
  grouped: number
  /** Who may take one without the practice: nobody, patients it knows, anyone. */
  booked_by: 'nobody' | 'known' | 'anyone'
  instructions: string
  /** Set: at a distance, by this link. */
  video_url: string | null
  position: number
  archived_at: Instant | null
  version: number
  created_at: Instant
}
