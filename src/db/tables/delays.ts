import type { Id, Instant } from '../../terms.ts'

export type DelayTables = {
  forecasts: ForecastRow
  decisions: DecisionRow
  notices: NoticeRow
}

/** The latest forecast of a round. */
export type ForecastRow = {
  round_id: Id
  practice_id: Id
  computed_at: Instant
  /** If nobody taps, the forecast must be computed again then. */
  look_again_at: Instant | null
  /** JSON: the forecast, see `delays/forecast.ts`. */
  content: string
}

/** What was decided for one patient and why; a new row only when it changes. */
export type DecisionRow = {
  id: Id
  practice_id: Id
  round_id: Id
  stop_id: Id
  at: Instant
  kind: 'told' | 'not_yet' | 'scheduled' | 'to_call' | 'never'
  reason: string
  /** JSON: the decision, see `delays/decision.ts`. */
  content: string
}

/** A message about a delay, from its decision to its end. */
export type NoticeRow = {
  id: Id
  practice_id: Id
  round_id: Id
  stop_id: Id
  patient_id: Id
  kind: 'late' | 'update' | 'on_time'
  state: 'pending' | 'held' | 'sent' | 'withdrawn' | 'undeliverable'
  /** The announced range, and the estimate behind it. */
  from_at: Instant
  to_at: Instant
  estimate_at: Instant
  due_at: Instant
  created_at: Instant
  sent_at: Instant | null
  /** Why it was held or withdrawn. */
  reason: string | null
  held_by: Id | null
}
