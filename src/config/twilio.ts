import { ConfigError, type Environment, webAddress } from './environment.ts'
import { readSender } from './sms-sender.ts'

/** How texts leave through Twilio. */
export type TwilioConfig = {
  accountSid: string
  authToken: string
  /** Where a practice has none of its own: a number, a short code, a name, or the SID of a Messaging Service. */
  sender: string
  /** A stand-in or a compatible provider; null: Twilio itself. */
  baseUrl: string | null
}

/** @throws ConfigError naming what is missing or wrong */
export const readTwilio = (env: Environment): TwilioConfig => {
  demandReachableAddress(env)
  return {
    accountSid: demand(env, 'TWILIO_ACCOUNT_SID', /^AC[0-9a-f]{32}$/i, 'AC and 32 hexadecimal digits'),
    authToken: demand(env, 'TWILIO_AUTH_TOKEN', /^\S{16,}$/, 'the token of the account'),
    sender: readDefaultSender(env),
    baseUrl: webAddress(env, 'TWILIO_BASE_URL'),
  }
}

/** The value is not repeated: it may be a secret. */
const demand = (env: Environment, name: string, pattern: RegExp, expected: string): string => {
  const value = env[name]
  if (!value) throw new ConfigError(`${name}: needed with SMS_GATEWAY=twilio; expected ${expected}.`)
  if (!pattern.test(value)) throw new ConfigError(`${name}: expected ${expected}.`)
  return value
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']

/** Twilio reports to this address, and refuses host names with an underscore. */
const demandReachableAddress = (env: Environment): void => {
  const address = webAddress(env, 'PUBLIC_URL')
  if (address === null)
    throw new ConfigError('PUBLIC_URL: needed with SMS_GATEWAY=twilio, whose reports come to it.')
  // Whoever reads along on the way would have every patient's link; on this machine nobody does.
  if (new URL(address).protocol === 'http:' && !LOOPBACK.includes(new URL(address).hostname))
    throw new ConfigError('PUBLIC_URL: real patients open it on their phones; expected https, not http.')
  if (new URL(address).hostname.includes('_'))
    throw new ConfigError('PUBLIC_URL: Twilio takes no host name with an underscore; choose another one.')
}

const readDefaultSender = (env: Environment): string => {
  const { TWILIO_MESSAGING_SERVICE_SID: service, TWILIO_FROM: from } = env
  if (service) {
    demand(env, 'TWILIO_MESSAGING_SERVICE_SID', /^MG[0-9a-f]{32}$/i, 'MG and 32 hexadecimal digits')
    return service
  }
  if (!from)
    throw new ConfigError(
      'TWILIO_FROM: needed with SMS_GATEWAY=twilio, or TWILIO_MESSAGING_SERVICE_SID instead.',
    )
  const sender = readSender(from)
  if (sender === 'mobile')
    throw new ConfigError('TWILIO_FROM: an application may not send under a French mobile number.')
  if (sender === 'unreadable')
    throw new ConfigError('TWILIO_FROM: expected +33…, a short code, or a name of at most 11 characters.')
  return sender.value
}
