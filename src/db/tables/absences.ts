import type { Id, Instant, LocalDate } from '../../terms.ts'

export type AbsenceTables = { patient_absences: PatientAbsenceRow }

/** A time during which a patient is not seen. */
export type PatientAbsenceRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  from_on: LocalDate
  /** The last day, included; null: nobody knows yet. */
  to_on: LocalDate | null
  /** Clinical, where it is `hospital`; null: not said. */
  reason: 'hospital' | 'away' | null
  /** The tap at the door that it came from: taken back, it goes with it. */
  tap_id: Id | null
  created_by: Id | null
  created_at: Instant
  /** It was entered by mistake and never was. */
  annulled_at: Instant | null
}
