import { z } from 'zod'
import { isLocalDate } from '../time.ts'
import { CARER_ROLES } from './carer-roles.ts'
import { type Coordinates, readCoordinates } from './coordinates.ts'
import { homeSchema } from './home.ts'
import { LANGUAGES } from './languages.ts'
import { readPhone } from './phones.ts'

const TOO_LONG = 'C’est trop long.'

const text = (most: number) => z.string().trim().max(most, TOO_LONG).default('')

/** A line whose number was cleared is a phone taken away. */
const phone = z.object({ number: text(40), label: text(40) }).transform((row, context) => {
  if (row.number === '') return { e164: '', smsTarget: false, label: '' }
  const reading = readPhone(row.number)
  if (reading.ok) return { e164: reading.e164, smsTarget: reading.smsTarget, label: row.label }
  context.addIssue({ code: 'custom', path: ['number'], message: reading.reason })
  return z.NEVER
})

const phones = z
  .array(phone)
  .default([])
  .transform(rows => rows.filter(row => row.e164 !== ''))

const carer = z
  .object({
    id: text(40),
    name: text(80),
    relation: text(40),
    role: z.enum(Object.keys(CARER_ROLES) as (keyof typeof CARER_ROLES)[]).catch('carer'),
    phones,
  })
  .superRefine((row, context) => {
    const said = row.relation !== '' || row.phones.length > 0
    if (row.name === '' && said)
      context.addIssue({ code: 'custom', path: ['name'], message: 'Indiquez le nom de cette personne.' })
  })

const bornOn = text(10).superRefine((value, context) => {
  if (value !== '' && (!isLocalDate(value) || value < '1890-01-01'))
    context.addIssue({ code: 'custom', message: 'Cette date n’existe pas.' })
})

/** Empty: not known. */
const coordinates = text(2000).transform((value, context): Coordinates | null => {
  if (value === '') return null
  const reading = readCoordinates(value)
  if (reading.ok) return reading.coordinates
  context.addIssue({ code: 'custom', message: reading.message })
  return z.NEVER
})

const needs = text(600).transform(value => filledLines(value))

const filledLines = (value: string): string[] => [
  ...new Set(
    value
      .split(/[\n,;]/)
      .map(need => need.trim())
      .filter(Boolean),
  ),
]

export type PatientInput = z.output<typeof patientSchema>

/** The whole of a patient's record as one form. A door code or keys left empty stay as they were. */
export const patientSchema = z.object({
  version: z.coerce.number().int().catch(0),
  civility: z.enum(['Mme', 'M.', '']).catch(''),
  first_name: text(60),
  last_name: z.string('Indiquez le nom.').trim().min(1, 'Indiquez le nom.').max(60, TOO_LONG),
  born_on: bornOn.transform(value => value || null),
  language: z.enum(Object.keys(LANGUAGES)).catch('fr'),
  phones,
  address: text(200),
  address_extra: text(200),
  postcode: text(10).refine(value => value === '' || /^[\dA-Z -]{4,10}$/i.test(value), {
    message: 'Un code postal compte cinq chiffres.',
  }),
  city: text(80),
  coordinates,
  home: homeSchema.prefault({}),
  needs,
  carers: z
    .array(carer)
    .default([])
    .transform(rows => rows.filter(row => row.name !== '')),
  door_code: text(60),
  keys: text(200),
  forget_door_code: z.string().optional().transform(Boolean),
  forget_keys: z.string().optional().transform(Boolean),
})
