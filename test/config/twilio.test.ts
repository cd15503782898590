import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'

const KEY = 'a secret key of the tests, 32 characters and more'

/** A real practice with everything that Twilio needs. */
const complete = {
  SECRET_KEY: KEY,
  DATABASE_URL: 'sqlite:data/practice.db',
  PUBLIC_URL: 'https://rdv.example.fr',
  SMS_GATEWAY: 'twilio',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'f'.repeat(32),
  TWILIO_FROM: '+33937000000',
}

test('Twilio is taken from the environment', () => {
  expect(readConfig(complete).twilio).toEqual({
    accountSid: complete.TWILIO_ACCOUNT_SID,
    authToken: complete.TWILIO_AUTH_TOKEN,
    sender: '+33937000000',
    baseUrl: null,
  })
})

test('without SMS_GATEWAY no text leaves, whatever else is set', () => {
  expect(readConfig({ ...complete, SMS_GATEWAY: undefined }).twilio).toBeNull()
})

test('a Messaging Service stands before a number', () => {
  const service = `MG${'a'.repeat(32)}`
  expect(readConfig({ ...complete, TWILIO_MESSAGING_SERVICE_SID: service }).twilio?.sender).toBe(service)
})

test.each(['PUBLIC_URL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'])(
  'the start stops and names %s when it is missing',
  name => {
    expect(() => readConfig({ ...complete, [name]: undefined })).toThrow(new RegExp(`^${name}: needed with`))
  },
)

test.each([
  ['TWILIO_ACCOUNT_SID', 'SK0123', 'AC and 32'],
  ['TWILIO_FROM', '0612345678', 'French mobile'],
  ['TWILIO_FROM', '+33612345678', 'French mobile'],
  ['TWILIO_FROM', 'Cabinet de la Halle', 'at most 11'],
  ['TWILIO_MESSAGING_SERVICE_SID', 'MG1', 'MG and 32'],
  ['TWILIO_BASE_URL', 'localhost', 'an address'],
  ['PUBLIC_URL', 'https://rdv_nord.example.fr', 'underscore'],
  ['PUBLIC_URL', 'http://rdv.example.fr', 'https'],
  ['SMS_GATEWAY', 'carrier pigeon', 'simulated or twilio'],
])('%s=%s is refused, saying what is expected', (name, value, expected) => {
  expect(() => readConfig({ ...complete, [name]: value })).toThrow(expected)
  expect(() => readConfig({ ...complete, [name]: value })).toThrow(new RegExp(`^${name}: `))
})

test('the token is not repeated when it is wrong', () => {
  expect(() => readConfig({ ...complete, TWILIO_AUTH_TOKEN: 'too short' })).toThrow(
    /^(?!.*too short).*TWILIO_AUTH_TOKEN/,
  )
})

test('the demo never sends real texts, chosen or by default', () => {
  expect(() => readConfig({ ...complete, DATABASE_URL: undefined, DEMO: '1' })).toThrow(/^SMS_GATEWAY: /)
})
