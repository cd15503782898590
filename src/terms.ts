/**
 * The words of the house, as types. Published terms first: FHIR for people and appointments,
 * GTFS-Realtime for stops and delays (a positive delay is late), Twilio for messages.
 */

/** An instant as UTC ISO 8601 text with milliseconds and Z. Fixed width, so it compares as text. */
export type Instant = string

/** An instant as milliseconds since 1970, for calculations in pure modules. */
export type EpochMs = number

/** A calendar day in the practice's zone, `YYYY-MM-DD`. */
export type LocalDate = string

/** A time of day in the practice's zone, `HH:mm`. */
export type LocalTime = string

/** A sortable identifier (UUIDv7). */
export type Id = string

/** An IANA time zone name, such as `Europe/Paris` or `Indian/Reunion`. */
export type Zone = string

/** What a member may do in one practice. A substitute's membership has dates. */
export type Role = 'owner' | 'clinician' | 'secretary' | 'substitute'

export type Place = 'home' | 'practice'
