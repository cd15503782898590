import { nonGsmCharacters } from './segments.ts'

/** What Unicode's own decomposition does not give. */
const replacements: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  '’': "'",
  '‘': "'",
  '‚': "'",
  ʼ: "'",
  '´': "'",
  '`': "'",
  '′': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '″': '"',
  '‹': "'",
  '›': "'",
  '–': '-',
  '—': '-',
  '‒': '-',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '•': '-',
  '·': '.',
  '×': 'x',
  '÷': '/',
  '⁄': '/',
  '°': 'o',
  '→': '->',
  '\t': ' ',
  '\u2028': '\n',
  '\u2029': '\n',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ĸ: 'k',
}

/**
 * Brings a text into the GSM 03.38 alphabet, so that one character does not turn all of it into UCS-2 with 70
 * characters a part. French stays legible: é è à ù and É Ç are kept, ç ê œ lose their signs. A letter of another
 * script becomes « ? », so that the loss shows; emojis are dropped.
 */
export const toGsm7 = (text: string): string => {
  const tidy = text
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/«\p{Zs}*/gu, '"')
    .replace(/\p{Zs}*»/gu, '"')
  return Array.from(tidy, spell).join('').replace(/ {2,}/g, ' ').trim()
}

const spell = (char: string): string => {
  if (nonGsmCharacters(char).length === 0) return char
  const known = replacements[char]
  if (known !== undefined) return known
  if (/\p{Zs}/u.test(char)) return ' '
  const decomposed = char.normalize('NFKD')
  if (decomposed !== char) return Array.from(decomposed, spell).join('')
  return /[\p{L}\p{N}]/u.test(char) ? '?' : ''
}
