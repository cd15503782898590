import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { dirname } from 'node:path'
import { ConfigError, type Environment, oneOf, webAddress, wholeNumber } from './config/environment.ts'
import { readTwilio, type TwilioConfig } from './config/twilio.ts'
import { fileOf, kindOf } from './db/dialect.ts'
import { randomToken } from './secrets.ts'

/** What the environment says, read once at the start. Names and defaults: see the README. */
export type Config = {
  port: number
  host: string
  publicUrl: string
  databaseUrl: string
  trustProxy: false | string
  secretKey: string
  demo: boolean
  /** SMS_GATEWAY=twilio; null: texts are simulated, none leaves this machine. */
  twilio: TwilioConfig | null
  geocoderUrl: string | null
  noticeUndoSeconds: number
  /** What a monitor must show to read /metrics; null: nobody may. */
  metricsToken: string | null
  logLevel: string
  /** Lines for a person at a terminal, or JSON for a program. */
  logFormat: 'lines' | 'json'
}

export { ConfigError, type Environment }

const REAL_FILE = 'data/prevenance.db'
const DEMO_FILE = 'data/demo.db'
const SECRET_FILE = 'data/secret'
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/**
 * Reads and checks the environment. A real practice exists once its database file does. The key is made last, when
 * everything else is right.
 * @throws ConfigError naming the variable and what was expected
 */
export const readConfig = (
  env: Environment = process.env,
  atTerminal: boolean = process.stderr.isTTY ?? false,
): Config => {
  const demo = readDemo(env)
  const port = wholeNumber(env, 'PORT', 3000, 0, 65_535)
  return {
    port,
    demo,
    twilio: readSmsGateway(env, demo) === 'twilio' ? readTwilio(env) : null,
    host: readHost(env, demo),
    publicUrl: webAddress(env, 'PUBLIC_URL') ?? `http://localhost:${port}`,
    databaseUrl: readDatabaseUrl(env, demo),
    trustProxy: readTrustProxy(env),
    geocoderUrl: webAddress(env, 'GEOCODER_URL'),
    noticeUndoSeconds: wholeNumber(env, 'NOTICE_UNDO_SECONDS', 180, 0, 3600),
    metricsToken: readMetricsToken(env),
    logLevel: oneOf(env, 'LOG_LEVEL', atTerminal ? 'warn' : 'info', LOG_LEVELS),
    logFormat: atTerminal && !env.LOG_LEVEL ? 'lines' : 'json',
    secretKey: readSecretKey(env),
  }
}

const readDemo = (env: Environment): boolean => {
  const chosen = oneOf(env, 'DEMO', '', ['', '0', '1'])
  if (chosen === '1' && env.DATABASE_URL)
    throw new ConfigError('DEMO: the demo has a database of its own; unset DATABASE_URL or set DEMO=0.')
  return chosen === '1' || (chosen === '' && !env.DATABASE_URL && !existsSync(REAL_FILE))
}

const readSmsGateway = (env: Environment, demo: boolean): 'simulated' | 'twilio' => {
  const gateway = oneOf(env, 'SMS_GATEWAY', 'simulated', ['simulated', 'twilio'] as const)
  if (gateway === 'twilio' && demo)
    throw new ConfigError('SMS_GATEWAY: the demo sends no real texts; unset SMS_GATEWAY or set DEMO=0.')
  return gateway
}

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

const readHost = (env: Environment, demo: boolean): string => {
  const host = env.HOST || '127.0.0.1'
  if (demo && !LOOPBACK.includes(host))
    throw new ConfigError(
      `HOST: the demo listens on 127.0.0.1 only, not on "${host}". Set DEMO=0 for a real practice.`,
    )
  if (isIP(host) || /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i.test(host)) return host
  throw new ConfigError(`HOST: expected an address of this machine such as 127.0.0.1, not "${host}".`)
}

const readDatabaseUrl = (env: Environment, demo: boolean): string => {
  if (demo) return `sqlite:${DEMO_FILE}`
  const url = env.DATABASE_URL || `sqlite:${REAL_FILE}`
  if (!isDatabaseUrl(url))
    throw new ConfigError(
      'DATABASE_URL: expected sqlite:path/to/file.db or postgres://user:password@host/database.',
    )
  if (kindOf(url) === 'sqlite' && fileOf(url).endsWith('demo.db'))
    throw new ConfigError('DATABASE_URL: this is the demo’s file, which is never opened as a real practice.')
  return url
}

const isDatabaseUrl = (url: string): boolean =>
  /^sqlite:.+$/.test(url) || (/^postgres(ql)?:\/\/.+/.test(url) && URL.canParse(url))

const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal']

/** Whose `X-Forwarded-For` is believed: with 1, a proxy's on this machine; else of the addresses or networks named. */
const readTrustProxy = (env: Environment): Config['trustProxy'] => {
  const value = env.TRUST_PROXY || '0'
  if (value === '0') return false
  if (value === '1') return 'loopback'
  const isNetwork = (text: string) =>
    NAMED_NETWORKS.includes(text) || isIP(text.replace(/\/\d{1,3}$/, '')) > 0
  if (value.split(',').every(part => isNetwork(part.trim()))) return value
  throw new ConfigError(
    `TRUST_PROXY: expected 0, 1 for a proxy on this machine, or the proxies’ addresses, not "${value}".`,
  )
}

/** The value is not repeated: it is a secret. */
const readMetricsToken = (env: Environment): string | null => {
  const token = env.METRICS_TOKEN
  if (!token) return null
  if (/^[\w.~+/=-]{16,}$/.test(token)) return token
  throw new ConfigError(
    'METRICS_TOKEN: expected at least 16 letters and digits, for instance from: openssl rand -hex 16',
  )
}

/** The key of this installation; null: there is none yet, and none is made. @throws ConfigError */
export const findSecretKey = (env: Environment = process.env): string | null => {
  if (env.SECRET_KEY !== undefined) return checkedKey(env.SECRET_KEY)
  return existsSync(SECRET_FILE) ? checkedKey(readFileSync(SECRET_FILE, 'utf8').trim()) : null
}

const readSecretKey = (env: Environment): string => {
  try {
    const found = findSecretKey(env)
    if (found !== null) return found
    mkdirSync(dirname(SECRET_FILE), { recursive: true, mode: 0o700 })
    const secretKey = randomToken(32)
    writeFileSync(SECRET_FILE, `${secretKey}\n`, { mode: 0o600, flag: 'wx' })
    return secretKey
  } catch (fault) {
    if (fault instanceof ConfigError) throw fault
    throw new ConfigError(
      `SECRET_KEY: it is unset and its file ${SECRET_FILE} cannot be read or written (${codeOf(fault)}).`,
    )
  }
}

const checkedKey = (key: string): string => {
  if (key.length >= 32) return key
  throw new ConfigError(
    'SECRET_KEY: expected at least 32 characters, for instance from: openssl rand -base64 32',
  )
}

const codeOf = (fault: unknown): string => (fault as NodeJS.ErrnoException).code ?? String(fault)
