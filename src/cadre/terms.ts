import type { Id, LocalTime } from '../terms.ts'

/** When one passes on some weekdays: a window, or « vers 9 h » when it begins and ends at the same time. */
export type PassageWindow = {
  /** 1 (Monday) to 7 (Sunday). */
  weekdays: number[]
  from: LocalTime
  to: LocalTime
  /** Heure impérative: the care must have begun before it; empty: none. */
  hardBefore: LocalTime | null
  /** Why it is imperative. Clinical. */
  hardReason: string
}

export type Subject = 'delay' | 'appointment' | 'health'

export type Channel = 'sms' | 'call' | 'in_person' | 'none'

/** One row of « Qui joindre, comment, quand ». Rows of one subject are in the order in which people are told. */
export type ContactRule = {
  subject: Subject
  /** The carer; null: the patient. */
  carerId: Id | null
  channel: Channel
  /** Hours in which this person may be reached; null: the subject's own. A window past midnight is not possible. */
  hours: { from: LocalTime; to: LocalTime } | null
  /** Language code of the text; null: the patient's. */
  language: string | null
}

/** What one patient and the practice agreed. */
export type CadreTerms = {
  windows: PassageWindow[]
  /** Minutes after the agreed time before one is late; null: the practice's. */
  toleranceMinutes: number | null
  contacts: ContactRule[]
  /** One per line, as said together. Clinical: for those who care. */
  highlights: string[]
}

/** Until something is agreed: the patient is texted about delays and appointments; health is spoken of. */
export const DEFAULT_TERMS: CadreTerms = {
  windows: [],
  toleranceMinutes: null,
  contacts: [
    { subject: 'delay', carerId: null, channel: 'sms', hours: null, language: null },
    { subject: 'appointment', carerId: null, channel: 'sms', hours: null, language: null },
    { subject: 'health', carerId: null, channel: 'in_person', hours: null, language: null },
  ],
  highlights: [],
}

/** `version` 0: nothing agreed yet, the defaults hold. */
export type Cadre = { version: number; terms: CadreTerms }
