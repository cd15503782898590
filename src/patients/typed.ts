import type { PhoneRow } from '../db/tables/patients.ts'
import type { Typed } from '../http/form.ts'
import { coordinatesText } from './coordinates.ts'
import { displayPhone } from './phones.ts'
import type { Carer, Patient } from './queries.ts'

/** The form as it stands before anybody typed. */
export const EMPTY_FORM: Typed = { language: 'fr', phones: [{}], carers: [], home: {} }

/** A stored record as the form shows it. */
export const typedOf = (patient: Patient, ownPhones: PhoneRow[], carers: Carer[]): Typed => ({
  version: patient.version,
  civility: patient.civility,
  first_name: patient.first_name,
  last_name: patient.last_name,
  born_on: patient.born_on ?? '',
  language: patient.language,
  phones: typedPhones(ownPhones),
  address: patient.address,
  address_extra: patient.address_extra,
  postcode: patient.postcode,
  city: patient.city,
  coordinates:
    patient.lat === null || patient.lon === null
      ? ''
      : coordinatesText({ lat: patient.lat, lon: patient.lon }),
  home: patient.home,
  needs: patient.needs.join('\n'),
  carers: carers.map(({ id, name, relation, role, phones }) => ({
    id,
    name,
    relation,
    role,
    phones: typedPhones(phones),
  })),
})

const typedPhones = (phones: PhoneRow[]) =>
  phones.map(({ e164, label }) => ({ number: displayPhone(e164), label: label ?? '' }))

/** The fields that somebody else saved differently from what is typed here, with what they saved. */
export const savedMeanwhile = (typed: Typed, stored: Typed): Record<string, string> => {
  const mine = fieldsOf(typed)
  const theirs = fieldsOf(stored)
  const names = new Set([...mine.keys(), ...theirs.keys()].filter(name => name !== 'version'))
  const differing = [...names].filter(name => asWritten(mine.get(name)) !== asWritten(theirs.get(name)))
  return Object.fromEntries(differing.map(name => [name, theirs.get(name) ?? '']))
}

const asWritten = (value = ''): string => value.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim()

/** Every field by its name in the form: `phones[0][number]`. */
const fieldsOf = (typed: unknown, name = ''): Map<string, string> => {
  if (typeof typed !== 'object' || typed === null) return new Map([[name, String(typed ?? '')]])
  return new Map(
    Object.entries(typed).flatMap(([key, value]) => [
      ...fieldsOf(value, name === '' ? key : `${name}[${key}]`),
    ]),
  )
}
