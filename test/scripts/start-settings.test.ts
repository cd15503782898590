import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Environment, readConfig } from '../../src/config.ts'
import { freshFolder } from './start-process.ts'

const REAL = { DATABASE_URL: 'sqlite:data/prevenance.db' }
const KEY = { SECRET_KEY: 'k'.repeat(40) }
const home = process.cwd()
let folder = ''

/** The files of an installation lie where it is started. */
beforeEach(() => {
  folder = freshFolder()
  process.chdir(folder)
})
afterEach(() => process.chdir(home))

const refusal = (env: Environment): string => {
  try {
    readConfig(env, false)
  } catch (fault) {
    return (fault as Error).message
  }
  throw new Error('nothing was refused')
}

describe('a wrong setting is named, with what was expected', () => {
  test.each([
    [{ PORT: 'ninety' }, 'PORT: expected a whole number from 0 to 65535, not "ninety".'],
    [{ DEMO: 'yes' }, 'DEMO: expected 0 or 1, not "yes".'],
    [
      { DATABASE_URL: 'mysql://localhost/x' },
      'DATABASE_URL: expected sqlite:path/to/file.db or postgres://user:password@host/database.',
    ],
    [
      { DATABASE_URL: 'sqlite:data/demo.db' },
      'DATABASE_URL: this is the demo’s file, which is never opened as a real practice.',
    ],
    [
      { SECRET_KEY: 'short' },
      'SECRET_KEY: expected at least 32 characters, for instance from: openssl rand -base64 32',
    ],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL: expected fatal or error or warn or info or debug or trace or silent, not "loud".',
    ],
    [{ NOTICE_UNDO_SECONDS: '-1' }, 'NOTICE_UNDO_SECONDS: expected a whole number from 0 to 3600, not "-1".'],
    [
      { METRICS_TOKEN: 'short' },
      'METRICS_TOKEN: expected at least 16 letters and digits, for instance from: openssl rand -hex 16',
    ],
    [{ GEOCODER_URL: 'ban' }, 'GEOCODER_URL: expected an address such as https://rdv.example.fr, not "ban".'],
    [
      { HOST: 'not a host', DEMO: '0' },
      'HOST: expected an address of this machine such as 127.0.0.1, not "not a host".',
    ],
    [{ SMS_GATEWAY: 'pigeons', DEMO: '0' }, 'SMS_GATEWAY: expected simulated or twilio, not "pigeons".'],
    [
      { SMS_GATEWAY: 'twilio', DEMO: '1' },
      'SMS_GATEWAY: the demo sends no real texts; unset SMS_GATEWAY or set DEMO=0.',
    ],
    [{ DEMO: '1', ...REAL }, 'DEMO: the demo has a database of its own; unset DATABASE_URL or set DEMO=0.'],
    [
      { HOST: '0.0.0.0' },
      'HOST: the demo listens on 127.0.0.1 only, not on "0.0.0.0". Set DEMO=0 for a real practice.',
    ],
  ])('%j', (env, sentence) => {
    expect(refusal({ ...KEY, ...env })).toBe(sentence)
  })
})

describe('whether this is the demo', () => {
  const isDemo = (env: Environment) => readConfig({ ...KEY, ...env }, false).demo

  test('it is, until there is a real practice', () => {
    expect(isDemo({})).toBe(true)
    mkdirSync('data')
    writeFileSync('data/prevenance.db', '')
    expect(isDemo({})).toBe(false)
    expect(isDemo({ DEMO: '1' })).toBe(true)
  })

  test('it is not where a database is named or the demo was declined', () => {
    expect(isDemo(REAL)).toBe(false)
    expect(isDemo({ DEMO: '0' })).toBe(false)
  })
})

describe('the proxies before the server', () => {
  const trusted = (TRUST_PROXY: string) => readConfig({ ...KEY, TRUST_PROXY }, false).trustProxy

  test('are none, one on this machine, or those of some addresses', () => {
    expect([trusted(''), trusted('0'), trusted('1')]).toEqual([false, false, 'loopback'])
    expect(trusted('10.0.0.0/8, ::1')).toBe('10.0.0.0/8, ::1')
  })

  test('are never everybody', () => {
    expect(refusal({ TRUST_PROXY: 'true' })).toContain(
      'TRUST_PROXY: expected 0, 1 for a proxy on this machine',
    )
  })
})

describe('the key', () => {
  test('is made once, for this account’s eyes, when none is given', () => {
    const { secretKey } = readConfig({}, false)
    expect(secretKey.length).toBeGreaterThanOrEqual(32)
    expect(readConfig({}, false).secretKey).toBe(secretKey)
    expect(readFileSync(join(folder, 'data', 'secret'), 'utf8').trim()).toBe(secretKey)
    expect(statSync(join(folder, 'data', 'secret')).mode & 0o777).toBe(0o600)
  })

  test('is not made when another setting is wrong', () => {
    expect(refusal({ PORT: 'ninety' })).toContain('PORT')
    expect(() => statSync(join(folder, 'data'))).toThrow('ENOENT')
  })
})

describe('the log', () => {
  test('speaks in lines of warnings to a person at a terminal, and in JSON to a program', () => {
    expect(readConfig(KEY, true)).toMatchObject({ logFormat: 'lines', logLevel: 'warn' })
    expect(readConfig(KEY, false)).toMatchObject({ logFormat: 'json', logLevel: 'info' })
    expect(readConfig({ ...KEY, LOG_LEVEL: 'debug' }, true)).toMatchObject({
      logFormat: 'json',
      logLevel: 'debug',
    })
  })
})
