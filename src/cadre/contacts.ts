import type { PhoneRow } from '../db/tables/patients.ts'
import type { Id } from '../terms.ts'
import type { ContactRule, Subject } from './terms.ts'

/** Why someone is called: it was agreed, or a text cannot reach them. */
export type CallReason = 'agreed' | 'no_phone' | 'no_mobile' | 'opted_out' | 'undeliverable'

/** One person to reach. `carerId` null: the patient. Of `hours` and `language` null: the subject's own, the patient's. */
export type Contact = Pick<ContactRule, 'carerId' | 'hours' | 'language'> &
  (
    | { channel: 'sms'; phone: string }
    | {
        channel: 'call'
        /** Null: no number is known. */
        phone: string | null
        reason: CallReason
      }
  )

export type ContactablePhone = Pick<PhoneRow, 'carer_id' | 'e164' | 'sms_target' | 'status'>

export type Contactable = {
  subject: Subject
  /** All rules of the cadre. */
  rules: readonly ContactRule[]
  /** The phones of the patient and the carers, in the order in which they are tried. */
  phones: readonly ContactablePhone[]
  /** The carers who still are: a rule about anybody else is void. */
  carerIds: readonly Id[]
  /** Phones that asked for no more texts. */
  optedOut: readonly string[]
}

/**
 * Whom to reach about a subject and how, in the agreed order. Where nothing was agreed about it, the patient: by text,
 * else by a call. Who is told in person or chose not to be told is left out; two people behind one phone are texted once.
 */
export const contactsFor = (contactable: Contactable): Contact[] => {
  const { subject, rules, carerIds } = contactable
  const agreed = rules.filter(rule => rule.subject === subject && isLiving(rule, carerIds))
  const contacts = (agreed.length === 0 ? [defaultRule(subject)] : agreed).flatMap(rule =>
    contactOf(rule, contactable),
  )
  return contacts.filter(
    (contact, index) => !contacts.slice(0, index).some(other => sameText(contact, other)),
  )
}

const isLiving = (rule: ContactRule, carerIds: readonly Id[]): boolean =>
  rule.carerId === null || carerIds.includes(rule.carerId)

const defaultRule = (subject: Subject): ContactRule => ({
  subject,
  carerId: null,
  channel: 'sms',
  hours: null,
  language: null,
})

const sameText = (a: Contact, b: Contact): boolean =>
  a.channel === 'sms' && b.channel === 'sms' && a.phone === b.phone

const contactOf = (rule: ContactRule, { phones, optedOut }: Contactable): Contact[] => {
  const { carerId, hours, language } = rule
  const own = phones.filter(phone => phone.carer_id === carerId)
  const callable = own.find(phone => phone.status !== 'invalid')?.e164 ?? null
  const call = (reason: CallReason): Contact[] => [
    { carerId, hours, language, channel: 'call', phone: callable, reason },
  ]
  if (rule.channel === 'call') return call(callable === null ? 'no_phone' : 'agreed')
  if (rule.channel !== 'sms') return []
  const text = textTo(own, optedOut)
  return 'phone' in text
    ? [{ carerId, hours, language, channel: 'sms', phone: text.phone }]
    : call(text.reason)
}

const textTo = (
  own: readonly ContactablePhone[],
  optedOut: readonly string[],
): { phone: string } | { reason: CallReason } => {
  const mobiles = own.filter(phone => phone.sms_target === 1)
  const reachable = mobiles.find(phone => phone.status === 'ok')
  if (own.length === 0) return { reason: 'no_phone' }
  if (mobiles.length === 0) return { reason: 'no_mobile' }
  // Who asked for no more texts on one phone is not texted on another one instead.
  if (mobiles.some(phone => optedOut.includes(phone.e164))) return { reason: 'opted_out' }
  return reachable ? { phone: reachable.e164 } : { reason: 'undeliverable' }
}
