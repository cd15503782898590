import { saveCadre } from '../../cadre/queries.ts'
import { type CadreTerms, type ContactRule, DEFAULT_TERMS, type PassageWindow } from '../../cadre/terms.ts'
import type { Trx } from '../../db/database.ts'
import { homeSchema } from '../../patients/home.ts'
import { carersOf } from '../../patients/queries.ts'
import { createPatient } from '../../patients/save.ts'
import type { Secrets } from '../../secrets.ts'
import type { Id, Instant } from '../../terms.ts'
import type { SeedCadre, SeedPatient } from './facts.ts'

const MOBILE = '+3363998'
const LANDLINE = '+3335301'

type Writer = { trx: Trx; secrets: Secrets; practiceId: Id; by: Id; now: Instant }

/** Writes a patient as the practice would have, with carers, door code and the cadre agreed. Gives the patient's id. */
export const insertPatient = async (
  writer: Writer,
  patient: SeedPatient,
  windows: PassageWindow[],
): Promise<Id> => {
  const { trx, secrets, practiceId, by, now } = writer
  const patientId = await createPatient(trx, secrets, practiceId, inputOf(patient), now)
  if (!patient.cadre && windows.length === 0) return patientId
  const carerIds = await carerIdsInOrder(trx, practiceId, patientId, patient)
  const terms = termsOf(patient.cadre ?? {}, windows, carerIds)
  await saveCadre(trx, { practiceId, patientId, basedOn: 0, terms, by }, now)
  return patientId
}

const inputOf = (patient: SeedPatient): Parameters<typeof createPatient>[3] => ({
  version: 0,
  civility: patient.civility,
  first_name: patient.first,
  last_name: patient.last,
  born_on: patient.born,
  language: patient.language ?? 'fr',
  phones: phonesOf(patient),
  address: patient.address ?? '',
  address_extra: patient.extra ?? '',
  postcode: '08000',
  city: 'Charleville-Mézières',
  coordinates: patient.at ? { lat: patient.at[0], lon: patient.at[1] } : null,
  home: homeSchema.parse(patient.home ?? {}),
  needs: patient.needs ?? [],
  carers: (patient.carers ?? []).map(({ name, relation, role, mobile }) => ({
    id: '',
    name,
    relation,
    role,
    phones: [{ e164: MOBILE + mobile, smsTarget: true, label: '' }],
  })),
  door_code: patient.doorCode ?? '',
  keys: patient.keys ?? '',
  forget_door_code: false,
  forget_keys: false,
})

const phonesOf = ({ mobile, landline, overseas }: SeedPatient) => [
  ...(mobile ? [{ e164: MOBILE + mobile, smsTarget: true, label: '' }] : []),
  ...(overseas ? [{ e164: overseas, smsTarget: true, label: '' }] : []),
  ...(landline ? [{ e164: LANDLINE + landline, smsTarget: false, label: 'maison' }] : []),
]

const carerIdsInOrder = async (
  trx: Trx,
  practiceId: Id,
  patientId: Id,
  { carers = [] }: SeedPatient,
): Promise<Id[]> => {
  const known = await carersOf(trx, practiceId, patientId)
  return carers.map(({ name }) => known.find(carer => carer.name === name)!.id)
}

const termsOf = (
  { tolerance, delay, highlights }: SeedCadre,
  windows: PassageWindow[],
  carerIds: Id[],
): CadreTerms => ({
  windows,
  toleranceMinutes: tolerance ?? null,
  contacts: [
    ...(delay
      ? delay.map(
          ({ carer, channel, hours }): ContactRule => ({
            subject: 'delay',
            carerId: carer === undefined ? null : carerIds[carer]!,
            channel,
            hours: hours ?? null,
            language: null,
          }),
        )
      : DEFAULT_TERMS.contacts.filter(rule => rule.subject === 'delay')),
    ...DEFAULT_TERMS.contacts.filter(rule => rule.subject !== 'delay'),
  ],
  highlights: highlights ?? [],
})
