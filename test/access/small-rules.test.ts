import { describe, expect, test } from 'vitest'
import { deviceName } from '../../src/access/device-name.ts'
import { networkOf } from '../../src/access/network-address.ts'
import { newReadableCode, readableCode } from '../../src/access/readable-codes.ts'
import { mostReplacedAtOnce } from '../../src/access/replacements.ts'
import { practicePhone } from '../../src/access/territories.ts'

describe('attempts are counted by', () => {
  test.each([
    ['the IPv4 address', '192.0.2.7', '192.0.2.7'],
    ['the IPv4 address behind IPv6 notation', '::ffff:192.0.2.7', '192.0.2.7'],
    ['the first 64 bits of IPv6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['the same of a shortened address', '2001:db8::5', '2001:db8:0:0'],
    ['this machine', '::1', '0:0:0:0'],
  ])('%s', (_what, ip, network) => expect(networkOf(ip)).toBe(network))
})

describe('a code meant for people', () => {
  test('is read however it was typed', () => {
    expect(readableCode('k7qf 2mpx')).toBe('K7QF2MPX')
    expect(readableCode('K7QO-1ILX')).toBe('K7Q0111X')
  })

  test('has none of the letters that look like digits', () => {
    const codes = Array.from({ length: 200 }, () => newReadableCode(3))
    expect(codes.join('')).toMatch(/^[0-9A-HJKMNP-TV-Z-]+$/)
    expect(codes[0]).toMatch(/^.{4}-.{4}-.{4}$/)
    expect(new Set(codes).size).toBe(200)
  })
})

describe('people replaced at once', () => {
  const period = (userId: string, fromOn: string, toOn: string) => ({ userId, fromOn, toOn })
  test.each([
    ['nobody', [], 0],
    [
      'one after the other',
      [period('a', '2026-11-01', '2026-11-07'), period('b', '2026-11-08', '2026-11-09')],
      1,
    ],
    [
      'two on a shared day',
      [period('a', '2026-11-01', '2026-11-07'), period('b', '2026-11-07', '2026-11-09')],
      2,
    ],
    [
      'the same person twice',
      [period('a', '2026-11-01', '2026-11-07'), period('a', '2026-11-05', '2026-11-09')],
      1,
    ],
    [
      'three on one day in the middle',
      [
        period('a', '2026-11-01', '2026-11-10'),
        period('b', '2026-11-05', '2026-11-20'),
        period('c', '2026-11-10', '2026-11-12'),
      ],
      3,
    ],
  ])('%s', (_what, periods, count) => expect(mostReplacedAtOnce(periods)).toBe(count))
})

test('a practice’s phone is read as one of its territory', () => {
  expect(practicePhone('02 62 41 00 42', 'Indian/Reunion')).toBe('+262262410042')
  expect(practicePhone('03 24 33 00 42', 'Europe/Paris')).toBe('+33324330042')
  expect(practicePhone('+596 596 60 00 42', 'Europe/Paris')).toBe('+596596600042')
  expect(practicePhone('03 24', 'Europe/Paris')).toBeUndefined()
})

describe('a device is recognised as', () => {
  test.each([
    ['Firefox, Android', 'Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0'],
    [
      'Safari, iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    ],
    [
      'Edge, Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0',
    ],
    ['Appareil inconnu', 'curl/8'],
  ])('%s', (name, userAgent) => expect(deviceName(userAgent)).toBe(name))
})
