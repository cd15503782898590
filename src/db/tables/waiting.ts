import type { Id, Instant, LocalDate, LocalTime } from '../../terms.ts'

export type WaitingTables = {
  waiting_entries: WaitingEntryRow
  freed_places: FreedPlaceRow
  waiting_offers: WaitingOfferRow
  waiting_decisions: WaitingDecisionRow
  waiting_settings: WaitingSettingsRow
}

/** A patient who wishes to be told when a place gets free. */
export type WaitingEntryRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  kind_id: Id
  /** Null: whoever is free. */
  clinician_id: Id | null
  /** The later appointment that a place would replace. */
  appointment_id: Id | null
  /** `1,2,5`: Monday is 1. */
  weekdays: string
  /** An appointment begins at or after `from_time` and at or before `to_time`. */
  from_time: LocalTime
  to_time: LocalTime
  /** The last day that is of use. */
  until_on: LocalDate | null
  /** `served`: took a place. */
  status: 'waiting' | 'served' | 'ended'
  /** Whose wish it is to be entered; see also `created_at`: who waits longest is asked first. */
  entered_by: Id | null
  version: number
  created_at: Instant
  ended_at: Instant | null
}

/** Time of a clinician that was taken and is no longer. */
export type FreedPlaceRow = {
  id: Id
  practice_id: Id
  clinician_id: Id
  on: LocalDate
  from_at: Instant
  to_at: Instant
  /** When the worker thinks about it next; null: only once something happens. */
  look_at: Instant | null
  created_at: Instant
}

/** A place offered to one person. `taken`: somebody else was faster. */
export type WaitingOfferRow = {
  id: Id
  practice_id: Id
  place_id: Id
  entry_id: Id
  patient_id: Id
  /** Who is asked; null: the patient. */
  carer_id: Id | null
  /** Null: asked by a call. */
  to_phone: string | null
  clinician_id: Id
  on: LocalDate
  starts_at: Instant
  /** The local day on which it was made: one per person. */
  offered_on: LocalDate
  deadline_at: Instant
  status: 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'taken'
  /** Why it was withdrawn. */
  reason: string | null
  created_at: Instant
  answered_at: Instant | null
}

/** Why a place was not offered to somebody, as it was seen last. */
export type WaitingDecisionRow = {
  practice_id: Id
  place_id: Id
  entry_id: Id
  reason: string
  at: Instant
}

export type WaitingSettingsRow = {
  practice_id: Id
  /** 1: freed places are offered by themselves. */
  automatic: number
}
