import type { Db, Trx } from '../db/database.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { readHome } from './home.ts'
import { isSamePerson, type Person } from './same-person.ts'
import { createPatient } from './save.ts'

/** A file, and who holds the phone: the patient (null), or one of their carers. */
export type Known = { patientId: Id; carerId: Id | null }

/**
 * The one file of this person that this number belongs to, the patient's own number before a carer's. None where two files
 * would fit: a person must look.
 */
export const findKnown = async (
  db: Db | Trx,
  practiceId: Id,
  phone: string,
  person: Person,
): Promise<Known | undefined> => {
  const files = (await listFilesOf(db, practiceId, phone)).filter(file => isSamePerson(file, person))
  if (new Set(files.map(file => file.id)).size !== 1) return undefined
  const own = files.find(file => file.carer_id === null)
  return { patientId: files[0]!.id, carerId: own ? null : files[0]!.carer_id }
}

/** The files in which this number stands, of patients and carers who still are. */
const listFilesOf = async (db: Db | Trx, practiceId: Id, phone: string) =>
  await db
    .selectFrom('phones as f')
    .innerJoin('patients as p', 'p.id', 'f.patient_id')
    .leftJoin('carers as c', 'c.id', 'f.carer_id')
    .select(['p.id', 'p.first_name', 'p.last_name', 'p.born_on', 'f.carer_id'])
    .where('f.practice_id', '=', practiceId)
    .where('f.e164', '=', phone)
    .where('p.archived_at', 'is', null)
    .where('c.ended_at', 'is', null)
    .execute()

/** The patients in whose files this number stands. */
export const listPatientIdsOf = async (db: Db | Trx, practiceId: Id, phone: string): Promise<Id[]> => [
  ...new Set((await listFilesOf(db, practiceId, phone)).map(file => file.id)),
]

/** A file with nothing but what the person said. */
export const createFirstFile = async (
  trx: Trx,
  secrets: Secrets,
  practiceId: Id,
  { person, phone }: { person: Person; phone: string },
  now: Instant,
): Promise<Id> =>
  await createPatient(
    trx,
    secrets,
    practiceId,
    {
      version: 0,
      civility: '',
      first_name: person.firstName,
      last_name: person.lastName,
      born_on: person.bornOn,
      language: 'fr',
      phones: [{ e164: phone, smsTarget: true, label: '' }],
      address: '',
      address_extra: '',
      postcode: '',
      city: '',
      coordinates: null,
      home: readHome('{}'),
      needs: [],
      carers: [],
      door_code: '',
      keys: '',
      forget_door_code: false,
      forget_keys: false,
    },
    now,
  )
