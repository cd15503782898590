import type { Id, Instant, LocalDate } from '../../terms.ts'

export type PatientTables = {
  patients: PatientRow
  carers: CarerRow
  phones: PhoneRow
  home_secrets: HomeSecretRow
  cadres: CadreRow
}

export type PatientRow = {
  id: Id
  practice_id: Id
  civility: 'Mme' | 'M.' | ''
  first_name: string
  last_name: string
  born_on: LocalDate | null
  /** Lower case, without accents, for search as you type. */
  search_text: string
  language: string
  address: string
  address_extra: string
  postcode: string
  city: string
  lat: number | null
  lon: number | null
  /** JSON: what one must know at the door, see `patients/home.ts`. */
  home: string
  /** JSON array of short practical needs, shown as tags: « Ne pas sonner », « Entend mal ». */
  needs: string
  archived_at: Instant | null
  archive_reason: 'moved' | 'care_ended' | 'deceased' | null
  version: number
  created_at: Instant
  updated_at: Instant
}

export type CarerRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  name: string
  relation: string
  role: 'carer' | 'trusted_person' | 'emergency_contact' | 'parent' | 'guardian'
  ended_at: Instant | null
  created_at: Instant
}

/** `carer_id` empty: the patient's own phone. */
export type PhoneRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  carer_id: Id | null
  e164: string
  sms_target: number
  /** `unreachable` and `invalid` come from delivery; such a number is called, not texted. */
  status: 'ok' | 'invalid' | 'unreachable'
  position: number
  /** « maison », « le soir »: what the practice calls it. */
  label: string | null
  created_at: Instant
}

/** Sealed, context `home:<patient id>:<kind>`. */
export type HomeSecretRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  kind: 'door_code' | 'keys'
  sealed: string
  updated_at: Instant
}

/** One version of one patient's cadre; never changed once written. */
export type CadreRow = {
  id: Id
  practice_id: Id
  patient_id: Id
  version: number
  /** JSON, see `cadre/terms.ts`. */
  terms: string
  created_by: Id
  created_at: Instant
}
