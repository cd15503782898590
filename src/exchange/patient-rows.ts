import type { PatientRow } from '../db/tables/patients.ts'
import { readPhone } from '../patients/phones.ts'
import type { Id, LocalDate } from '../terms.ts'
import type { Columns, PatientField } from './columns.ts'
import type { Row } from './csv-table.ts'
import { readFrenchDate } from './french-dates.ts'
import { enter, findSame, type Register } from './known-people.ts'

export type NewPatient = Pick<
  PatientRow,
  'civility' | 'first_name' | 'last_name' | 'born_on' | 'address' | 'address_extra' | 'postcode' | 'city'
> & { phones: { e164: string; smsTarget: boolean }[] }

export type Problem = { field: string; message: string }

/** What becomes of one line: `same`: the patient is known, or an earlier line says the same. */
export type CheckedPatient = {
  line: number
  input: NewPatient
  problems: Problem[]
  same: { kind: 'known'; id: Id } | { kind: 'line'; line: number } | null
}

const MOST: Partial<Record<PatientField, number>> = {
  last_name: 60,
  first_name: 60,
  address: 200,
  address_extra: 200,
  city: 80,
}

/**
 * Reads one line of a table of patients. `register` holds those that are known, and is told of each line that is one more;
 * `today` is the last day on which somebody can be born.
 */
export const checkPatient = (
  { line, cells }: Row,
  columns: Columns,
  register: Register,
  today: LocalDate,
): CheckedPatient => {
  const problems: Problem[] = []
  const wrong = (field: string, message: string): void => {
    problems.push({ field, message })
  }
  const cell = (field: PatientField): string => cellOf(cells, columns[field])
  for (const [field, most] of Object.entries(MOST))
    if (cell(field as PatientField).length > most) wrong(field, `C’est plus long que ${most} signes.`)
  if (cell('last_name') === '') wrong('last_name', 'Le nom manque.')
  const input: NewPatient = {
    civility: civilityOf(cell('civility')),
    first_name: cell('first_name'),
    last_name: cell('last_name'),
    born_on: bornOn(cell('born_on'), today, message => wrong('born_on', message)),
    phones: (['phone', 'second_phone'] as const).flatMap(field =>
      phoneOf(cell(field), message => wrong(field, message)),
    ),
    address: cell('address'),
    address_extra: cell('address_extra'),
    postcode: postcodeOf(cell('postcode'), message => wrong('postcode', message)),
    city: cell('city'),
  }
  return { line, input, problems, same: problems.length > 0 ? null : sameAs(input, line, register) }
}

/**
 * What a cell says, every space alike and without the sign that keeps a spreadsheet from calculating; a column that is
 * not there says nothing.
 */
export const cellOf = (cells: string[], column: number | null | undefined): string =>
  column === null || column === undefined
    ? ''
    : (cells[column] ?? '')
        .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
        .trim()
        .replace(/^'(?=[=+@-])/, '')

const sameAs = (input: NewPatient, line: number, register: Register): CheckedPatient['same'] => {
  const likeness = {
    firstName: input.first_name,
    lastName: input.last_name,
    bornOn: input.born_on,
    phones: input.phones.map(({ e164 }) => e164),
  }
  const same = findSame(register, likeness)
  if (!same) enter(register, { ...likeness, id: `${LINE}${line}`, archived: false })
  if (!same) return null
  return same.id.startsWith(LINE)
    ? { kind: 'line', line: Number(same.id.slice(LINE.length)) }
    : { kind: 'known', id: same.id }
}

/** Marks those of the register who are only in the file. */
const LINE = 'line:'

const CIVILITIES: Record<string, NewPatient['civility']> = {
  mme: 'Mme',
  madame: 'Mme',
  mlle: 'Mme',
  mademoiselle: 'Mme',
  f: 'Mme',
  femme: 'Mme',
  feminin: 'Mme',
  m: 'M.',
  mr: 'M.',
  monsieur: 'M.',
  h: 'M.',
  homme: 'M.',
  masculin: 'M.',
}

/** How somebody is addressed is a courtesy: a word that is not understood is left out. */
const civilityOf = (text: string): NewPatient['civility'] =>
  CIVILITIES[
    text
      .toLowerCase()
      .normalize('NFD')
      .replaceAll(/[^a-z]/g, '')
  ] ?? ''

type Complain = (message: string) => void

/** @returns null when it is not said */
export const bornOn = (text: string, today: LocalDate, complain: Complain): LocalDate | null => {
  if (text === '') return null
  const date = readFrenchDate(text)
  if (!date) complain(`« ${text} » n’est pas une date. Écrivez-la JJ/MM/AAAA.`)
  else if (date > today) complain('Cette date est à venir.')
  else if (date < '1890-01-01') complain('Cette date est trop ancienne.')
  else return date
  return null
}

export const phoneOf = (text: string, complain: Complain): NewPatient['phones'] => {
  if (text === '') return []
  // A spreadsheet takes the first zero of a number away.
  const reading = readPhone(/^[1-9]\d{8}$/.test(text) ? `0${text}` : text)
  if (reading.ok) return [{ e164: reading.e164, smsTarget: reading.smsTarget }]
  complain(reading.reason)
  return []
}

/** The same zero is missing in the postcodes of nine départements. */
const postcodeOf = (text: string, complain: Complain): string => {
  const postcode = /^\d{4}$/.test(text) ? `0${text}` : text
  if (postcode !== '' && !/^[\dA-Z -]{4,10}$/i.test(postcode))
    complain('Un code postal compte cinq chiffres.')
  return postcode
}
