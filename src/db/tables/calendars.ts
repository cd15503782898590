import type { Id, Instant } from '../../terms.ts'

export type CalendarTables = {
  calendar_feeds: CalendarFeedRow
  calendar_sources: CalendarSourceRow
  busy_times: BusyTimeRow
  imports: ImportRow
  waiting_rooms: WaitingRoomRow
}

/** The token is derived from `id` by a keyed hash; only its hash is here. */
export type CalendarFeedRow = {
  id: Id
  practice_id: Id
  user_id: Id
  token_hash: string
  /** What an appointment is called in the member's own calendar; never a name. */
  titles: 'neutral' | 'initials'
  created_at: Instant
  last_seen_at: Instant | null
  ended_at: Instant | null
}

/** Another calendar of a clinician: read again and again at its address, or once from a file. */
export type CalendarSourceRow = {
  id: Id
  practice_id: Id
  clinician_id: Id
  name: string
  /** Sealed, context `calendar-source:<id>`: it opens a private calendar. Null: it came as a file. */
  sealed_address: string | null
  created_at: Instant
  /** The last attempt; the last that succeeded. */
  tried_at: Instant | null
  read_at: Instant | null
  /** Up to when the busy times were worked out. */
  covers_to_at: Instant | null
  /** How many of its events could not be understood. */
  left_out: number
  etag: string | null
  /** Why the last attempt failed; null: it did not. */
  failure: string | null
  failing_since_at: Instant | null
  /** Failed attempts in a row. */
  failures: number
  /** Null: it is not read again. */
  next_try_at: Instant | null
}

export type BusyTimeRow = {
  id: Id
  practice_id: Id
  source_id: Id
  clinician_id: Id
  from_at: Instant
  to_at: Instant
}

export type ImportRow = {
  id: Id
  practice_id: Id
  subject: 'patients' | 'appointments'
  file_name: string
  /** Keyed hash of the bytes as they came: the same file is recognised. */
  file_hash: string
  /** Sealed, context `import:<id>`; null once it is done. */
  sealed_text: string | null
  encoding: string
  /** The column chosen for each field, as JSON; null: as guessed. */
  columns: string | null
  created_by: Id
  created_at: Instant
  done_at: Instant | null
  /** How many rows were written. */
  written: number | null
}

/** The token is derived from `id` by a keyed hash; only its hash is here. */
export type WaitingRoomRow = {
  id: Id
  practice_id: Id
  name: string
  token_hash: string
  created_at: Instant
  last_seen_at: Instant | null
  ended_at: Instant | null
}
