import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ACCOUNT,
  ADDRESS,
  type Attempts,
  blockedUntil,
  withAttempt,
  withoutAttempt,
} from '../../src/access/throttle.ts'

const START = Date.parse('2026-11-25T07:00:00Z')
const SECOND = 1000
const HOUR = 3600 * SECOND

/** The wait after each of `count` attempts, made as soon as allowed. */
const waits = (count: number, limit = ACCOUNT): number[] => {
  let now = START
  let attempts: Attempts | undefined
  return Array.from({ length: count }, () => {
    attempts = withAttempt(limit, attempts, now)
    const wait = (blockedUntil(attempts, now) ?? now) - now
    now += wait
    return wait / SECOND
  })
}

test('four wrong passwords cost nothing, then each wait is twice the one before, up to an hour', () => {
  expect(waits(14)).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
})

test('an address that a whole practice may share has twenty attempts', () => {
  const all = waits(22, ADDRESS)
  expect(all.slice(0, 20)).toEqual(Array(20).fill(0))
  expect(all.slice(20)).toEqual([30, 60])
})

test('a day without a wrong attempt makes all forgotten', () => {
  const attempts = { failures: 9, lastFailureAt: START, blockedUntil: null }
  expect(withAttempt(ACCOUNT, attempts, START + 24 * HOUR).failures).toBe(1)
  expect(withAttempt(ACCOUNT, attempts, START + 24 * HOUR - 1).failures).toBe(10)
})

test('a right attempt takes back what it counted, and the wait with it', () => {
  const before = { failures: 4, lastFailureAt: START, blockedUntil: null }
  const counted = withAttempt(ACCOUNT, before, START)
  expect(blockedUntil(counted, START)).toBe(START + 30 * SECOND)
  expect(withoutAttempt(counted)).toMatchObject({ failures: 4, blockedUntil: null })
})

test('no pattern of guessing yields more than 36 guesses on an account in its first day', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 * HOUR }), { maxLength: 200 }), pauses => {
      let now = START
      let attempts: Attempts | undefined
      let admitted = 0
      for (const pause of pauses) {
        now += pause
        if (now - START >= 24 * HOUR) break
        if (blockedUntil(attempts, now)) continue
        attempts = withAttempt(ACCOUNT, attempts, now)
        admitted += 1
      }
      expect(admitted).toBeLessThanOrEqual(36)
    }),
  )
})
