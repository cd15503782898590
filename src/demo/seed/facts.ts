import type { ContactRule } from '../../cadre/terms.ts'
import type { CarerRow } from '../../db/tables/patients.ts'
import type { Home } from '../../patients/home.ts'
import type { LocalDate, LocalTime } from '../../terms.ts'

/** Nobody of this name lives at this address: a person of the demo, told as briefly as possible. */
export type SeedPatient = {
  civility: 'Mme' | 'M.' | ''
  first: string
  last: string
  born: LocalDate
  /** The last four digits of a number in a range that the regulator keeps for fiction. */
  mobile?: string
  landline?: string
  /** An overseas mobile, as dialled from abroad: no range of these is kept for fiction. */
  overseas?: string
  language?: string
  address?: string
  extra?: string
  /** Latitude and longitude. */
  at?: readonly [number, number]
  home?: Partial<Home>
  doorCode?: string
  keys?: string
  needs?: string[]
  carers?: SeedCarer[]
  cadre?: SeedCadre
}

export type SeedCarer = { name: string; relation: string; role: CarerRow['role']; mobile: string }

export type SeedCadre = {
  tolerance?: number
  /** Who is told of a delay and how; a carer by their place in the list. Empty: the patient, by text. */
  delay?: { carer?: number; channel: ContactRule['channel']; hours?: ContactRule['hours'] }[]
  highlights?: string[]
}

/** One visit of a day's plan: what was agreed is a time, or a window. */
export type SeedVisit = {
  /** First and last name. */
  who: string
  at: LocalTime
  until?: LocalTime
  minutes: number
  care: string
  hardBefore?: LocalTime
  /** 1 (Monday) to 7 (Sunday). */
  days: readonly number[]
  place?: 'home' | 'practice'
}
