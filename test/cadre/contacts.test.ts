import { describe, expect, it } from 'vitest'
import { type Contactable, contactsFor } from '../../src/cadre/contacts.ts'
import { type ContactRule, DEFAULT_TERMS } from '../../src/cadre/terms.ts'

const MOBILE = '+33612345678'
const LANDLINE = '+33324331234'
const PAUL = '+33687654321'

const mobile = (e164 = MOBILE, carer_id: string | null = null) =>
  ({ carer_id, e164, sms_target: 1, status: 'ok' }) as const
const landline = (e164 = LANDLINE, carer_id: string | null = null) =>
  ({ carer_id, e164, sms_target: 0, status: 'ok' }) as const

const rule = (changes: Partial<ContactRule> = {}): ContactRule => ({
  subject: 'delay',
  carerId: null,
  channel: 'sms',
  hours: null,
  language: null,
  ...changes,
})

const contacts = (changes: Partial<Contactable> = {}) =>
  contactsFor({
    subject: 'delay',
    rules: [],
    phones: [mobile(), mobile(PAUL, 'paul')],
    carerIds: ['paul'],
    optedOut: [],
    ...changes,
  })

const patientBySms = { carerId: null, channel: 'sms', phone: MOBILE, hours: null, language: null }
const patientByCall = (phone: string | null, reason: string) => ({
  carerId: null,
  channel: 'call',
  phone,
  reason,
  hours: null,
  language: null,
})

describe('whom to reach', () => {
  it('is the patient by text where nothing was agreed', () => {
    expect(contacts()).toEqual([patientBySms])
    expect(contacts({ rules: DEFAULT_TERMS.contacts })).toEqual([patientBySms])
  })

  it('is the patient by text where something was agreed about other subjects only', () => {
    expect(contacts({ rules: [rule({ subject: 'health', carerId: 'paul' })] })).toEqual([patientBySms])
  })

  it('is everybody agreed, in the agreed order, with their own hours and language', () => {
    const hours = { from: '07:00', to: '20:00' }
    expect(contacts({ rules: [rule({ carerId: 'paul', hours, language: 'en' }), rule()] })).toEqual([
      { carerId: 'paul', channel: 'sms', phone: PAUL, hours, language: 'en' },
      patientBySms,
    ])
  })

  it('is the carer alone where only the carer was agreed', () => {
    expect(contacts({ rules: [rule({ carerId: 'paul' })] })).toMatchObject([{ carerId: 'paul', phone: PAUL }])
  })

  it('is nobody by text or call who chose to be told in person or not at all', () => {
    expect(contacts({ rules: [rule({ channel: 'none' })] })).toEqual([])
    expect(contacts({ rules: [rule({ channel: 'in_person' }), rule({ carerId: 'paul' })] })).toMatchObject([
      { carerId: 'paul' },
    ])
  })

  it('is not a carer who no longer is one: the patient is told instead', () => {
    expect(contacts({ rules: [rule({ carerId: 'helene' })] })).toEqual([patientBySms])
    expect(contacts({ rules: [rule({ carerId: 'paul' })], carerIds: [] })).toEqual([patientBySms])
  })

  it('is texted once when two people share a phone', () => {
    const shared = [mobile(), mobile(MOBILE, 'paul')]
    expect(contacts({ rules: [rule(), rule({ carerId: 'paul' })], phones: shared })).toEqual([patientBySms])
  })
})

describe('who cannot be texted is called', () => {
  it.each([
    ['has no phone', [], [], patientByCall(null, 'no_phone')],
    ['has a landline only', [landline()], [], patientByCall(LANDLINE, 'no_mobile')],
    ['asked for no more texts', [mobile()], [MOBILE], patientByCall(MOBILE, 'opted_out')],
    [
      'has a mobile that texts do not reach',
      [{ ...mobile(), status: 'unreachable' as const }],
      [],
      patientByCall(MOBILE, 'undeliverable'),
    ],
    [
      'has a mobile that does not exist',
      [{ ...mobile(), status: 'invalid' as const }],
      [],
      patientByCall(null, 'undeliverable'),
    ],
  ])('who %s', (_what, phones, optedOut, contact) => {
    expect(contacts({ phones, optedOut })).toEqual([contact])
  })

  it('is called because it was agreed, mobile or not', () => {
    expect(contacts({ rules: [rule({ channel: 'call' })] })).toEqual([patientByCall(MOBILE, 'agreed')])
  })

  it('is texted on the next mobile when the first one does not exist', () => {
    const phones = [{ ...mobile(), status: 'invalid' as const }, landline(), mobile('+33600000001')]
    expect(contacts({ phones })).toEqual([{ ...patientBySms, phone: '+33600000001' }])
  })

  it('is not texted on another mobile after STOP on one', () => {
    const phones = [mobile(), mobile('+33600000001')]
    expect(contacts({ phones, optedOut: ['+33600000001'] })).toEqual([patientByCall(MOBILE, 'opted_out')])
  })

  it('does not keep a carer from being texted', () => {
    expect(contacts({ rules: [rule(), rule({ carerId: 'paul' })], optedOut: [MOBILE] })).toEqual([
      patientByCall(MOBILE, 'opted_out'),
      { carerId: 'paul', channel: 'sms', phone: PAUL, hours: null, language: null },
    ])
  })
})
