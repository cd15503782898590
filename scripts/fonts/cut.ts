import { readFileSync } from 'node:fs'
import subsetFont from 'subset-font'

const fromPackage = (name: string) =>
  readFileSync(new URL(import.meta.resolve(`@fontsource-variable/${name}`)))

const DIGITS = '0123456789'

/** The languages of western Europe with their signs and punctuation; a rarer letter comes from the device. */
const LATIN: [number, number][] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x152, 0x153],
  [0x178, 0x178],
  [0x2009, 0x2015],
  [0x2018, 0x2026],
  [0x202f, 0x202f],
  [0x2039, 0x203a],
  [0x20ac, 0x20ac],
  [0x2212, 0x2212],
]

const latin = LATIN.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_none, nth) => String.fromCodePoint(first + nth)),
)

/** The weights that the styles use; above 700 the boldest of these is taken. */
const WEIGHTS = { min: 400, max: 700 }

const cut = async (font: Buffer, text: string): Promise<Buffer> =>
  await subsetFont(font, text, { targetFormat: 'woff2', variationAxes: { wght: WEIGHTS } })

/** The fonts of all pages, by the name of their file: the letters of one, the digits of another, nothing twice. */
export const cutFonts = async (): Promise<Record<string, Buffer>> => ({
  'letters.woff2': await cut(
    fromPackage('atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2'),
    latin.filter(letter => !DIGITS.includes(letter)).join(''),
  ),
  'digits.woff2': await cut(fromPackage('source-sans-3/files/source-sans-3-latin-wght-normal.woff2'), DIGITS),
})
