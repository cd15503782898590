import { describe, expect, it } from 'vitest'
import { countSegments, fitsPhone, nonGsmCharacters } from '../../src/messages/segments.ts'

describe('segments', () => {
  it.each([
    ['a full GSM-7 text', 'a'.repeat(160), { encoding: 'GSM-7', units: 160, segments: 1 }],
    ['one more character', 'a'.repeat(161), { encoding: 'GSM-7', units: 161, segments: 2 }],
    ['two full parts', 'a'.repeat(306), { encoding: 'GSM-7', units: 306, segments: 2 }],
    ['one more than two parts', 'a'.repeat(307), { encoding: 'GSM-7', units: 307, segments: 3 }],
    ['a full UCS-2 text', 'ç'.repeat(70), { encoding: 'UCS-2', units: 70, segments: 1 }],
    ['one more in UCS-2', 'ç'.repeat(71), { encoding: 'UCS-2', units: 71, segments: 2 }],
    ['two full UCS-2 parts', 'ç'.repeat(134), { encoding: 'UCS-2', units: 134, segments: 2 }],
    ['emojis, two units each', '🙂'.repeat(35), { encoding: 'UCS-2', units: 70, segments: 1 }],
    ['one ê in a long text', `${'a'.repeat(100)}ê`, { encoding: 'UCS-2', units: 101, segments: 2 }],
  ])('%s', (_what, text, count) => {
    expect(countSegments(text)).toEqual(count)
  })

  it.each([...'€^{}[]~|\\'])('%s takes two units', char => {
    expect(countSegments(char)).toEqual({ encoding: 'GSM-7', units: 2, segments: 1 })
    expect(countSegments(char + 'a'.repeat(159)).segments).toBe(2)
  })

  it('does not cut a two-unit character at the end of a part', () => {
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(153)}`).segments).toBe(3)
  })

  it('knows the alphabet that French texts need', () => {
    expect(nonGsmCharacters('éèàùìòÉÇÄÖÜäöüñÑæÆ')).toEqual([])
    expect(nonGsmCharacters('çêâîôûëïœÀÈÊÙ«»’…–\u00a0°')).toEqual([...'çêâîôûëïœÀÈÊÙ«»’…–\u00a0°'])
  })

  it.each([
    ['+594694123456', false],
    ['+508551234', false],
    ['+33612345678', true],
    ['+596696123456', true],
  ])('a text of two parts reaches %s whole: %s', (phone, whole) => {
    expect(fitsPhone('a'.repeat(161), phone)).toBe(whole)
    expect(fitsPhone('a'.repeat(160), phone)).toBe(true)
  })
})
