import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countSegments } from '../../src/messages/segments.ts'
import { toGsm7 } from '../../src/messages/transliteration.ts'

describe('transliteration', () => {
  it.each([
    ['éèàùìò ÉÇ ÄÖÜ äöü ñÑ æÆ', 'éèàùìò ÉÇ ÄÖÜ äöü ñÑ æÆ'],
    ['ça, prêt, âge, île, tôt, sûr, Noël, naïf, cœur', 'ca, pret, age, ile, tot, sur, Noel, naif, coeur'],
    ['À È Ê Ù Ô Î Œuvre', 'A E E U O I OEuvre'],
    ['9\u00a0h\u202f40', '9 h 40'],
    ['l’arrêt', "l'arret"],
    ['«\u202ftrès bien\u202f»', '"très bien"'],
    ['“oui” ‘non’', '"oui" \'non\''],
    ['attendez…', 'attendez...'],
    ['9h30–9h50 — −2', '9h30-9h50 - -2'],
    ['n° 3', 'no 3'],
    ['½ × 2', '1/2 x 2'],
    ['5 €', '5 €'],
    ['une\r\nautre\rligne', 'une\nautre\nligne'],
    ['Łukasz Nguyễn Đặng Şahin', 'Lukasz Nguyen Dang Sahin'],
    ['bonjour 🙂 Claire 👩‍⚕️', 'bonjour Claire'],
    ['Привет', '??????'],
    ['  deux  espaces ', 'deux espaces'],
  ])('%s → %s', (text, expected) => {
    expect(toGsm7(text)).toBe(expected)
  })

  it('reads a composed and a decomposed letter alike', () => {
    expect(toGsm7('e\u0301c\u0327e\u0302')).toBe('éce')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'éèàçêœïÉÇÀ az') }), text => {
        expect(toGsm7(text.normalize('NFD'))).toBe(toGsm7(text.normalize('NFC')))
      }),
    )
  })

  it('leaves nothing that would turn a text into UCS-2, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        const plain = toGsm7(text)
        expect(countSegments(plain).encoding).toBe('GSM-7')
        expect(toGsm7(plain)).toBe(plain)
      }),
      { numRuns: 500 },
    )
  })
})
