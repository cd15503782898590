import type { Id, Instant, LocalDate, LocalTime } from '../../terms.ts'

export type ReminderTables = {
  appointment_messages: AppointmentMessageRow
  reminder_settings: ReminderSettingsRow
}

/** What a patient may be told about appointments; each can be switched off on its own. */
export type AppointmentPurpose =
  | 'reminder_week'
  | 'reminder_day'
  | 'confirmation'
  | 'moved'
  | 'cancelled'
  /** Somebody else comes, at the agreed times. */
  | 'replaced'

/** Something to be told about appointments, from its decision to its end; also what is not told, and why. */
export type AppointmentMessageRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  purpose: AppointmentPurpose
  /** Told once per key: of a reminder its purpose, person and day; of a replacement the leave and person; else its own id. */
  key: string
  /** Those told in one text, or one call, share it; told alone, it is its own id. The outbox knows texts by it. */
  bundle_id: Id
  /** A reminder is about all appointments of that day. */
  on: LocalDate
  /** Of a change: the appointment it is about, which leads to the one that took its place. */
  appointment_id: Id | null
  /** JSON; of a change: what the patient knew before it, see `agenda/news.ts`; of a replacement its days. */
  before: string | null
  /** Who made the change is not told of it. */
  by_kind: 'member' | 'patient' | 'carer' | 'system'
  by_id: Id | null
  /** 1: the practice made the change because the patient or a carer asked for it. */
  at_wish: number
  state: 'pending' | 'sent' | 'withdrawn' | 'not_sent' | 'undeliverable'
  /** Why it was not sent, see `agenda/unsent-words.ts`. */
  reason: string | null
  due_at: Instant
  created_at: Instant
  sent_at: Instant | null
}

/** One row per practice, once it has chosen. Booleans are 0 or 1. */
export type ReminderSettingsRow = {
  practice_id: Id
  reminder_week: number
  reminder_day: number
  confirmation: number
  moved: number
  cancelled: number
  replaced: number
  /** 1: home visits are reminded and confirmed like other appointments. */
  visits: number
  remind_at: LocalTime
  /** Up to so many hours before it patients may cancel an appointment themselves. */
  cancel_hours: number
}
