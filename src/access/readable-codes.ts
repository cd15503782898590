import { randomInt } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U, so that nothing is misread on paper or over the phone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A random code in groups of four, 20 bits each: `K7QF-2MPX`. */
export const newReadableCode = (groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  ).join('-')

/** A code as typed, brought to one spelling: case, spaces and hyphens do not count, O is 0, I and L are 1. */
export const readableCode = (typed: string): string =>
  typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
