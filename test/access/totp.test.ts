import { describe, expect, test } from 'vitest'
import { acceptedStep, newTotpSecret, totpAddress, totpCode } from '../../src/access/totp.ts'

// The reference secret of RFC 6238, appendix B ("12345678901234567890"), in base 32.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const AT = 1_111_111_109_000
const STEP = 37_037_036

test('codes are those of RFC 6238, to six digits', () => {
  expect(totpCode(SECRET, 59_000)).toBe('287082')
  expect(totpCode(SECRET, AT)).toBe('081804')
})

describe('a code is accepted', () => {
  test.each([
    ['of this moment', 0],
    ['of the half minute before', -1],
    ['of the half minute after', 1],
  ])('%s', (_when, offset) => {
    expect(acceptedStep(SECRET, totpCode(SECRET, AT + offset * 30_000), AT, null)).toBe(STEP + offset)
  })

  test('with the space that apps put in the middle', () => {
    expect(acceptedStep(SECRET, '081 804', AT, null)).toBe(STEP)
  })
})

describe('a code is refused', () => {
  test.each([-2, 2])('%i half minutes away', offset => {
    expect(acceptedStep(SECRET, totpCode(SECRET, AT + offset * 30_000), AT, null)).toBeNull()
  })

  test('the second time, and any older one after it', () => {
    expect(acceptedStep(SECRET, totpCode(SECRET, AT), AT, STEP)).toBeNull()
    expect(acceptedStep(SECRET, totpCode(SECRET, AT - 30_000), AT, STEP)).toBeNull()
    expect(acceptedStep(SECRET, totpCode(SECRET, AT + 30_000), AT, STEP)).toBe(STEP + 1)
  })

  test.each(['', '12345', '1234567', 'abcdef', '０８１８０４'])('when it is %j', code => {
    expect(acceptedStep(SECRET, code, AT, null)).toBeNull()
  })
})

test('a new secret has 160 bits, and its address names the house and the account', () => {
  const secret = newTotpSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newTotpSecret()).not.toBe(secret)
  const address = new URL(totpAddress(secret, 'camille@example.fr'))
  expect(decodeURIComponent(address.pathname)).toContain('Prévenance:camille@example.fr')
  expect(address.searchParams.get('secret')).toBe(secret)
})
