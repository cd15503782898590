import type { Id, Instant, LocalDate, Place } from '../../terms.ts'

export type AgendaTables = {
  appointments: AppointmentRow
  appointment_events: AppointmentEventRow
  rounds: RoundRow
  round_breaks: RoundBreakRow
  stops: StopRow
  taps: TapRow
  handover_checks: HandoverCheckRow
}

/**
 * What becomes of an appointment. `proposed`: offered, nobody has said yes. `booked`: agreed. `confirmed`: the patient
 * said again that they come. `arrived`: waits at the practice. `moved`: another appointment took its place.
 */
export type AppointmentStatus =
  | 'proposed'
  | 'booked'
  | 'confirmed'
  | 'arrived'
  | 'in_progress'
  | 'done'
  | 'no_show'
  | 'cancelled'
  | 'moved'

/** The agreed time lives here and nowhere else: either `agreed_at`, or a window. */
export type AppointmentRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  clinician_id: Id
  on: LocalDate
  /** Neutral: what a secretary may read. */
  kind: 'visit' | 'session' | 'consultation'
  /** Clinical: what is done. */
  care: string
  place: Place
  agreed_at: Instant | null
  window_from_at: Instant | null
  window_to_at: Instant | null
  /** The care may not begin earlier; empty: derived from what was agreed. */
  not_before_at: Instant | null
  /** Heure impérative: a delay past it alerts the clinician first. */
  hard_before_at: Instant | null
  duration_minutes: number
  /** Empty: the cadre's or the practice's. */
  tolerance_minutes: number | null
  status: AppointmentStatus
  /** Of the kinds that the practice defined; null: entered freely. */
  kind_id: Id | null
  /** How many may be at the practice at once, and whether only all together. See `agenda/capacity.ts`. */
  capacity: number
  grouped: number
  series_id: Id | null
  series_position: number | null
  /** The absence that took it away, as long as a return would bring it back. */
  absence_id: Id | null
  /** The appointment that took its place. */
  moved_to_id: Id | null
  booked_by: 'member' | 'patient' | 'series' | 'import'
  version: number
  created_at: Instant
}

/** What happened to an appointment: added, never changed. */
export type AppointmentEventRow = {
  id: Id
  practice_id: Id
  appointment_id: Id
  at: Instant
  /** Null: it was made. */
  from_status: AppointmentStatus | null
  to_status: AppointmentStatus
  by_kind: 'member' | 'patient' | 'carer' | 'system'
  by_id: Id | null
  reason: string | null
  /** JSON: what was agreed before and after, by column. */
  changes: string
}

/** One clinician's day, at home or at the practice. */
export type RoundRow = {
  id: Id
  practice_id: Id
  clinician_id: Id
  on: LocalDate
  starts_at: Instant | null
  created_at: Instant
}

export type RoundBreakRow = {
  id: Id
  practice_id: Id
  round_id: Id
  from_at: Instant
  to_at: Instant
  at_least_minutes: number
}

export type StopRow = {
  id: Id
  practice_id: Id
  round_id: Id
  appointment_id: Id
  position: number
  created_at: Instant
}

/** A fact of the day, never changed; its id comes from the phone, so the same tap twice counts once. */
export type TapRow = {
  id: Id
  practice_id: Id
  round_id: Id
  stop_id: Id | null
  kind: 'departure' | 'arrival' | 'completion' | 'absence' | 'delay' | 'undo' | 'correction'
  happened_at: Instant
  received_at: Instant
  minutes: number | null
  of_tap_id: Id | null
  by_user_id: Id
}

/** Who takes a round over has read what was agreed with this patient, in this version. */
export type HandoverCheckRow = {
  practice_id: Id
  round_id: Id
  user_id: Id
  patient_id: Id
  cadre_version: number
  checked_at: Instant
}
