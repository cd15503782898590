import type { Id, Instant } from '../../terms.ts'

export type BookingTables = {
  phone_codes: PhoneCodeRow
  booking_settings: BookingSettingsRow
}

/** A code sent to a phone to prove it. Neither code, number nor network can be read from it. */
export type PhoneCodeRow = {
  id: Id
  practice_id: Id
  phone_hash: string
  network_hash: string
  code_hash: string
  /** Wrong ones so far. */
  tries: number
  created_at: Instant
  expires_at: Instant
  used_at: Instant | null
}

/** How patients book by themselves. Without a row, or closed: not at all. */
export type BookingSettingsRow = {
  practice_id: Id
  open: number
  /** The page's own part of its address, one for all practices. */
  slug: string
  days_ahead: number
  least_notice_hours: number
  /** 1: people whom the practice does not know yet may book what is for anyone. */
  new_patients: number
  /** How many appointments that they took themselves one person may have ahead. */
  most_upcoming: number
  welcome: string
}
