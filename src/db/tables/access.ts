import type { Id, Instant, LocalDate, Role, Zone } from '../../terms.ts'

export type AccessTables = {
  practices: PracticeRow
  users: UserRow
  recovery_codes: RecoveryCodeRow
  memberships: MembershipRow
  sessions: SessionRow
  one_time_links: OneTimeLinkRow
  sign_in_throttles: SignInThrottleRow
  patient_links: PatientLinkRow
  audit_entries: AuditEntryRow
  audit_checkpoints: AuditCheckpointRow
  installation: InstallationRow
}

export type PracticeRow = {
  id: Id
  name: string
  phone: string | null
  zone: Zone
  lat: number | null
  lon: number | null
  /** Minutes of travel assumed for a leg whose ends have no coordinates. */
  leg_minutes: number
  tolerance_minutes: number
  undo_seconds: number
  /** 1: the secretary may read clinical text (care labels, replies, observations). */
  secretary_reads_clinical: number
  messages_per_person_day: number
  messages_per_hour: number
  /** What its texts come from, as `config/sms-sender.ts` reads it; null: the default of the installation. */
  sms_sender: string | null
  /** How its texts are signed; null: with its name. */
  sms_signature: string | null
  /** How many days the words of its texts are kept; null: as long as the record. */
  message_text_days: number | null
  /** Where its holidays come from, see `agenda/holidays.ts`; null: from its territory. */
  holiday_region: string | null
  created_at: Instant
}

export type UserRow = {
  id: Id
  email: string
  first_name: string
  last_name: string
  password_hash: string | null
  /** Sealed, context `totp:<user id>`. */
  totp_secret: string | null
  totp_confirmed_at: Instant | null
  /** The last 30-second step accepted: a code is good once. */
  totp_last_step: number | null
  created_at: Instant
}

export type RecoveryCodeRow = { id: Id; user_id: Id; code_hash: string; used_at: Instant | null }

export type MembershipRow = {
  id: Id
  practice_id: Id
  user_id: Id
  role: Role
  /** On screen: infirmière, kinésithérapeute, médecin… Never shown to a patient without a code. */
  profession: string | null
  /** A substitute's first and last day, both included; of others, empty. */
  from_on: LocalDate | null
  to_on: LocalDate | null
  /** The user whose rounds a substitute takes over. */
  replaces_user_id: Id | null
  ended_at: Instant | null
  created_at: Instant
}

export type SessionRow = {
  id: Id
  token_hash: string
  user_id: Id
  practice_id: Id | null
  user_agent: string
  created_at: Instant
  last_seen_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

/** Invitation, password reset, first run: a link or code that works once. */
export type OneTimeLinkRow = {
  id: Id
  /** `account_reset` also removes the second factor, which is then enrolled anew. */
  purpose: 'invitation' | 'password_reset' | 'account_reset' | 'first_run'
  token_hash: string
  practice_id: Id | null
  /** The account to reset; for an invitation, filled in when it is used. */
  user_id: Id | null
  email: string | null
  role: Role | null
  profession: string | null
  from_on: LocalDate | null
  to_on: LocalDate | null
  replaces_user_id: Id | null
  created_by: Id | null
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
}

export type SignInThrottleRow = {
  key: string
  failures: number
  last_failure_at: Instant
  blocked_until_at: Instant | null
}

/** The link in a text to a patient or carer. The token is derived from `id` by a keyed hash; only its hash is here. */
export type PatientLinkRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  carer_id: Id | null
  /** About a stop, or about an appointment, which leads to the one that took its place. */
  purpose: 'passage' | 'appointment' | 'waiting_offer'
  ref_id: Id
  token_hash: string
  created_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

export type AuditEntryRow = {
  id: Id
  practice_id: Id
  at: Instant
  /** `user:<id>`, `link:<id>`, `system`. */
  actor: string
  route: string
  /** JSON array of ids. */
  patient_ids: string
  /** Set when sealed: 1, 2, 3… without a gap within the practice. */
  seq: number | null
  previous_hash: string | null
  hash: string | null
}

export type AuditCheckpointRow = {
  id: Id
  practice_id: Id
  seq: number
  hash: string
  entries: number
  at: Instant
  signature: string
}

/**
 * What is true of this database as a whole. `secret_key`: the fingerprint of its key. `demo`: it holds the demo;
 * `demo_clock`: what time it is there; `demo_hands`: the rounds that a visitor has given back to the script.
 */
export type InstallationKey = 'secret_key' | 'demo' | 'demo_clock' | 'demo_hands'

export type InstallationRow = { key: InstallationKey; value: string }
