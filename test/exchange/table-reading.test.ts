import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessColumns, missingFields, PATIENT_FIELDS } from '../../src/exchange/columns.ts'
import { readTable } from '../../src/exchange/csv-table.ts'
import { writeTable } from '../../src/exchange/csv-text.ts'
import { readFrenchDate } from '../../src/exchange/french-dates.ts'
import { decodeText } from '../../src/exchange/text-encoding.ts'

const TEXT = 'Nom;Prénom\r\nLefèvre;Zoé – œuvre'

describe('the encoding of a file', () => {
  const utf16 = Buffer.from(TEXT, 'utf16le')
  const windows = Buffer.from(TEXT.replace('–', '\x96').replace('œ', '\x9c'), 'latin1')
  test.each([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'utf-16le'],
    ['UTF-16 without a mark', utf16, 'utf-16le'],
    [
      'UTF-16 the other way round',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
      'utf-16be',
    ],
    ['Windows-1252', windows, 'windows-1252'],
    ['nothing but ASCII', Buffer.from('Nom;Ville'), 'utf-8'],
  ])('%s', (_name, bytes, encoding) => {
    const decoded = decodeText(bytes)
    expect(decoded.encoding).toBe(encoding)
    expect(TEXT.startsWith(decoded.text.replace('Ville', 'Prénom').slice(0, 10))).toBe(true)
    if (bytes.length > 10) expect(decoded.text).toBe(TEXT)
  })
})

describe('a table', () => {
  const cells = (text: string) => {
    const reading = readTable(text)
    return reading.ok ? [reading.table.header, ...reading.table.rows.map(row => row.cells)] : reading
  }

  test.each([
    [';', 'Nom;"Ville, département"\nRoy;"Sedan, 08"'],
    [',', 'Nom,"Ville; département"\nRoy,"Sedan; 08"'],
    ['\t', 'Nom\tVille\nRoy\tSedan'],
  ])('is parted by « %s »', (separator, text) => {
    const reading = readTable(text)
    expect(reading).toMatchObject({ ok: true, table: { separator, header: [{}, {}], rows: [{ line: 2 }] } })
  })

  test('says on which line each row begins, empty lines and long cells counted', () => {
    const reading = readTable('Nom;Adresse\n\nRoy;"2 rue\ndu Pont"\n;;\nPetit;\n')
    expect(reading.ok && reading.table.rows.map(row => row.line)).toEqual([3, 6])
  })

  test('that is empty, or breaks off within quotation marks, is none', () => {
    expect(cells('')).toEqual({ ok: false, why: 'empty' })
    expect(cells('Nom;Ville\n')).toEqual({ ok: false, why: 'empty' })
    expect(cells('Nom;Ville\nRoy;"Sedan\nPetit;Vouziers')).toMatchObject({ ok: false, why: 'broken' })
    expect(cells(`Nom\n${'Roy\n'.repeat(20_001)}`)).toEqual({ ok: false, why: 'too_long' })
  })
})

describe('columns', () => {
  const named = (...header: string[]) =>
    Object.entries(guessColumns(PATIENT_FIELDS, header)).flatMap(([key, index]) =>
      index === null ? [] : `${key}=${header[index]}`,
    )

  test.each([
    [
      ['NOM', 'Prénom', 'Né(e) le', 'Tél. portable', 'Tél. fixe'],
      [
        'last_name=NOM',
        'first_name=Prénom',
        'born_on=Né(e) le',
        'phone=Tél. portable',
        'second_phone=Tél. fixe',
      ],
    ],
    [
      ['Nom de naissance', 'PRENOM', 'Date de naissance', 'Code postal', 'Commune'],
      [
        'last_name=Nom de naissance',
        'first_name=PRENOM',
        'born_on=Date de naissance',
        'postcode=Code postal',
        'city=Commune',
      ],
    ],
    [['Nom', 'Nom de naissance'], ['last_name=Nom']],
    [['x', 'y'], []],
  ])('%j', (header, expected) => {
    expect(named(...header)).toEqual(expected)
  })

  test('that are needed are missed', () => {
    const columns = guessColumns(PATIENT_FIELDS, ['Prénom'])
    expect(missingFields(PATIENT_FIELDS, columns).map(({ label }) => label)).toEqual(['Nom'])
  })
})

test.each([
  ['05/11/1948', '1948-11-05'],
  ['5/1/1948', '1948-01-05'],
  ['05-11-1948', '1948-11-05'],
  ['05.11.1948', '1948-11-05'],
  ['1948-11-05', '1948-11-05'],
  ['05/11/1948 00:00', '1948-11-05'],
  ['29/02/2023', undefined],
  ['13/13/1948', undefined],
  ['05/11/48', undefined],
  ['novembre', undefined],
])('the date %s is %s', (text, date) => {
  expect(readFrenchDate(text)).toBe(date)
})

describe('a written table', () => {
  test('opens in a spreadsheet of France: mark, semicolons, quotation marks where they must be', () => {
    expect(writeTable(['Nom', 'Ville'], [['Roy; Petit', 'Sedan']])).toBe(
      '\uFEFFNom;Ville\r\n"Roy; Petit";Sedan\r\n',
    )
  })

  test.each(['=1+1', '+33 6', '-2', '@SUM(A1)', '\t=1', '\r=1'])(
    'keeps a spreadsheet from calculating %j',
    cell => {
      const reading = readTable(writeTable(['a', 'b'], [[cell, 'x']]))
      expect(reading.ok && reading.table.rows[0]?.cells[0]).toBe(`'${cell}`)
    },
  )

  test('is read back as it was, whatever is in it', () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .filter(text => text.trim() !== '' && !/^[=+\-@\t\r＝＋－＠]/.test(text) && !/[\r\n\uFEFF]/.test(text))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 }), rows => {
        const reading = readTable(writeTable(['a', 'b'], rows))
        expect(reading.ok && reading.table.rows.map(row => row.cells)).toEqual(rows)
      }),
    )
  })
})
