import { expect, it } from 'vitest'
import { readLocalTime } from '../../src/http/typed-time.ts'

it.each([
  ['09:05', '09:05'],
  ['9:05', '09:05'],
  ['9h05', '09:05'],
  ['9 h 05', '09:05'],
  ['9\u00a0h\u00a005', '09:05'],
  ['9h', '09:00'],
  ['9', '09:00'],
  ['23:59', '23:59'],
  ['09:05:00', '09:05'],
])('reads « %s » as %s', (text, time) => {
  expect(readLocalTime(text)).toBe(time)
})

it.each(['', '24:00', '9:60', 'matin', '9h5', '9:05 - 10:00', '123'])('reads no time in « %s »', text => {
  expect(readLocalTime(text)).toBeUndefined()
})
