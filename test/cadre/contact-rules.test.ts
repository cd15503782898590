import { describe, expect, it } from 'vitest'
import { contactRuleErrors } from '../../src/cadre/contact-rules.ts'
import { type ContactRule, DEFAULT_TERMS } from '../../src/cadre/terms.ts'

const rule = (changes: Partial<ContactRule> = {}): ContactRule => ({
  subject: 'delay',
  carerId: null,
  channel: 'sms',
  hours: null,
  language: null,
  ...changes,
})

describe('the contact rules of a form', () => {
  it('are right by default', () => {
    expect(contactRuleErrors(DEFAULT_TERMS.contacts, [])).toEqual({})
  })

  it('may say different things of different people and subjects', () => {
    const rules = [rule(), rule({ carerId: 'paul' }), rule({ subject: 'appointment', channel: 'call' })]
    expect(contactRuleErrors(rules, ['paul'])).toEqual({})
  })

  it('may not say two things of one person and subject', () => {
    expect(contactRuleErrors([rule(), rule({ channel: 'call' })], [])).toEqual({
      'contacts[1][carerId]': 'Cette personne a déjà une ligne pour ce sujet.',
    })
  })

  it('may not name somebody who is no carer of this patient', () => {
    expect(Object.keys(contactRuleErrors([rule({ carerId: 'paul' })], ['helene']))).toEqual([
      'contacts[0][carerId]',
    ])
  })

  it.each([
    ['20:00', '08:00', ['contacts[0][hours][to]']],
    ['08:00', '08:00', ['contacts[0][hours][to]']],
    ['8h', '20:00', ['contacts[0][hours][from]']],
    ['08:00', '', ['contacts[0][hours][to]']],
    ['24:00', '25:00', ['contacts[0][hours][from]', 'contacts[0][hours][to]']],
    ['08:00', '20:00', []],
  ])('from %s to %s: errors at %j', (from, to, fields) => {
    expect(Object.keys(contactRuleErrors([rule({ hours: { from, to } })], []))).toEqual(fields)
  })
})
