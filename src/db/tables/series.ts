import type { Id, Instant, LocalDate, Place } from '../../terms.ts'
import type { AppointmentRow } from './agenda.ts'

export type SeriesTables = {
  prescriptions: PrescriptionRow
  series: SeriesRow
  series_events: SeriesEventRow
  milestone_rules: MilestoneRuleRow
}

/** An ordonnance, or care begun by direct access (accès direct). */
export type PrescriptionRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  /** Clinical: what is prescribed. */
  care: string
  /** Neutral: what a secretary may read. */
  category: AppointmentRow['kind']
  /** How many; null: as many as fall between the dates. */
  sessions: number | null
  /** Of these, how many took place before they were kept here. */
  done_before: number
  /** As it is written on the paper, see `agenda/frequency.ts`. */
  frequency: string
  /** 1: nobody prescribed it. */
  direct_access: number
  prescribed_on: LocalDate | null
  prescriber: string
  from_on: LocalDate
  /** The last day on which it is valid; null: open. */
  to_on: LocalDate | null
  /** By which rules a bilan is due, see `agenda/milestones.ts`; null: none. */
  regimen: string | null
  /** The prescription that this one goes on from: sessions are counted on for the next bilan. */
  renews_id: Id | null
  ended_at: Instant | null
  version: number
  created_by: Id
  created_at: Instant
}

/** The appointments laid out in one go, by one rule. They are the rows of `appointments` with its id. */
export type SeriesRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  prescription_id: Id
  clinician_id: Id
  /** JSON: see `agenda/recurrence.ts`. */
  rule: string
  from_on: LocalDate
  /** The last day, when another series goes on from there. */
  to_on: LocalDate | null
  kind_id: Id | null
  place: Place
  duration_minutes: number
  /** The series of which this one is « celle-ci et les suivantes ». */
  continues_id: Id | null
  ended_at: Instant | null
  version: number
  created_at: Instant
}

export type SeriesEventRow = {
  id: Id
  practice_id: Id
  series_id: Id
  at: Instant
  by_user_id: Id
  kind: 'laid_out' | 'extended' | 'changed' | 'ended'
  /** JSON: how many, from which day, the rule before and after. Nothing clinical. */
  detail: string
}

/** When a bilan is due by the number of the session, as a practice changed it. */
export type MilestoneRuleRow = {
  practice_id: Id
  regimen: string
  /** JSON array of session numbers. */
  at_sessions: string
  /** After the last of them, again every so many sessions. */
  then_every: number | null
  /** A fiche de synthèse from so many prescribed sessions on. */
  summary_from: number | null
  source: string
  as_of_on: LocalDate
  version: number
}
