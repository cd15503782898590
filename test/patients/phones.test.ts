import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { displayPhone, readPhone } from '../../src/patients/phones.ts'

const read = (text: string) => {
  const reading = readPhone(text)
  if (!reading.ok) throw new Error(`${text}: ${reading.reason}`)
  return reading
}

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map(all => all.join(''))

describe('a French number', () => {
  it.each([
    ['06 12 34 56 78', '+33612345678', 'metropole'],
    ['07.61.23.45.67', '+33761234567', 'metropole'],
    ['0692 12 34 56', '+262692123456', 'reunion'],
    ['0693 12 34 56', '+262693123456', 'reunion'],
    ['0639 01 23 45', '+262639012345', 'mayotte'],
    ['0690 12 34 56', '+590690123456', 'guadeloupe'],
    ['0691 12 34 56', '+590691123456', 'guadeloupe'],
    ['0694 12 34 56', '+594694123456', 'guyane'],
    ['0696 12 34 56', '+596696123456', 'martinique'],
    ['0697 12 34 56', '+596697123456', 'martinique'],
    ['06 39 98 00 12', '+33639980012', 'metropole'],
    ['06 95 12 34 56', '+33695123456', 'metropole'],
  ])('%s is a mobile that can be texted at %s', (text, e164, region) => {
    expect(read(text)).toMatchObject({ e164, region, kind: 'mobile', smsTarget: true })
  })

  it.each([
    ['01 99 00 12 34', '+33199001234', 'landline', 'metropole'],
    ['02 61 91 00 42', '+33261910042', 'landline', 'metropole'],
    ['03 24 33 12 34', '+33324331234', 'landline', 'metropole'],
    ['04 65 71 12 34', '+33465711234', 'landline', 'metropole'],
    ['05 36 49 12 34', '+33536491234', 'landline', 'metropole'],
    ['09 87 65 43 21', '+33987654321', 'landline', 'metropole'],
    ['08 12 34 56 78', '+33812345678', 'other', 'metropole'],
    ['07 00 12 34 56', '+33700123456', 'other', 'metropole'],
    ['0700 1234 567 890', '+337001234567890', 'other', 'metropole'],
    ['0262 12 34 56', '+262262123456', 'landline', 'reunion'],
    ['0269 12 34 56', '+262269123456', 'landline', 'mayotte'],
    ['0590 12 34 56', '+590590123456', 'landline', 'guadeloupe'],
    ['0594 12 34 56', '+594594123456', 'landline', 'guyane'],
    ['0596 12 34 56', '+596596123456', 'landline', 'martinique'],
  ])('%s is no target of texts', (text, e164, kind, region) => {
    expect(read(text)).toMatchObject({ e164, kind, region, smsTarget: false })
  })

  it.each([
    '0612345678',
    '06-12-34-56-78',
    '06\u00a012\u202f34 56 78',
    ' 06 12 34 56 78 ',
    '０６１２３４５６７８',
    '612345678',
    '+33 6 12 34 56 78',
    '+33 (0)6 12 34 56 78',
    '+33(0)612345678',
    '0033 6 12 34 56 78',
    '33612345678',
  ])('is the same however it is typed: %s', text => {
    expect(read(text).e164).toBe('+33612345678')
  })

  it.each(['+262 692 12 34 56', '00262 692 12 34 56', '+262 0692 12 34 56', '+33 692 12 34 56'])(
    'from overseas keeps its own calling code: %s',
    text => {
      expect(read(text).e164).toBe('+262692123456')
    },
  )

  it('is shown in pairs with no-break spaces, overseas too', () => {
    expect(read('0612345678').display).toBe('06\u00a012\u00a034\u00a056\u00a078')
    expect(read('+596696123456').display).toBe('06\u00a096\u00a012\u00a034\u00a056')
    expect(displayPhone('+262692123456')).toBe('06\u00a092\u00a012\u00a034\u00a056')
  })

  it('reads its own display and its stored form as the same number again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), digits(8), (first, rest) => {
        const phone = read(`0${first}${rest}`)
        expect(read(phone.display)).toEqual(phone)
        expect(read(phone.e164)).toEqual(phone)
      }),
    )
  })

  it('can be texted only if it begins with 06 or 07', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), digits(8), (first, rest) => {
        if (read(`0${first}${rest}`).smsTarget) expect([6, 7]).toContain(first)
      }),
    )
  })
})

describe('a foreign number', () => {
  it.each([
    ['+32 470 12 34 56', '+32470123456', 'mobile', true],
    ['0032 470 12 34 56', '+32470123456', 'mobile', true],
    ['+44 20 7946 0000', '+442079460000', 'landline', false],
    ['+508 55 12 34', '+508551234', 'mobile', true],
  ])('%s is read by the rules of its country', (text, e164, kind, smsTarget) => {
    expect(read(text)).toMatchObject({ e164, kind, smsTarget, region: 'foreign' })
  })

  it('is shown with its calling code', () => {
    expect(read('+32470123456').display).toBe('+32\u00a0470\u00a012\u00a034\u00a056')
  })
})

describe('what is no number', () => {
  it.each([
    ['', 'Indiquez un numéro de téléphone.'],
    ['   ', 'Indiquez un numéro de téléphone.'],
    ['chez sa fille', 'Écrivez le numéro seul, en chiffres.'],
    ['06 12 34 56 78 (fils)', 'Écrivez le numéro seul, en chiffres.'],
    ['0612345678 / 0687654321', 'Écrivez un seul numéro.'],
    ['0612345678, 0687654321', 'Écrivez un seul numéro.'],
    ['15', 'Il manque des chiffres\u00a0: un numéro français en compte dix.'],
    ['06 12 34 56 7', 'Il manque des chiffres\u00a0: un numéro français en compte dix.'],
    ['06 12 34 56 789', 'Il y a trop de chiffres\u00a0: un numéro français en compte dix.'],
    ['+590 612 34 56 78', 'Ce numéro n’existe pas\u00a0: vérifiez ses premiers chiffres.'],
    ['+32 470 12 34', 'Ce numéro n’existe pas dans le pays de son indicatif.'],
    ['+', 'Ce n’est pas un numéro de téléphone complet.'],
  ])('« %s » is refused with a sentence', (text, reason) => {
    expect(readPhone(text)).toEqual({ ok: false, reason })
  })

  it('never throws, whatever is typed, and what it takes is in E.164', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789+. ()-/') })),
        text => {
          const reading = readPhone(text)
          expect(reading.ok ? /^\+[1-9]\d{5,14}$/.test(reading.e164) : reading.reason.endsWith('.')).toBe(
            true,
          )
        },
      ),
    )
  })
})
