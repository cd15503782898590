import type { Trx } from '../db/database.ts'
import type { PatientRow } from '../db/tables/patients.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import type { PatientInput } from './forms.ts'
import { forgetHomeAccess, keepHomeAccess } from './home-access.ts'
import { saveCarers, savePhones } from './people.ts'
import { listPhones } from './queries.ts'
import { searchText } from './search-text.ts'

type Of = { practiceId: Id; patientId: Id }

/** The same record sent twice, by a nervous thumb or a browser that asks again, is one patient: gives the first one. */
export const createPatient = async (
  trx: Trx,
  secrets: Secrets,
  practiceId: Id,
  input: PatientInput,
  now: Instant,
): Promise<Id> => {
  const same = await findJustEntered(trx, practiceId, input, now)
  if (same) return same
  const patientId = newId()
  await trx
    .insertInto('patients')
    .values({
      id: patientId,
      practice_id: practiceId,
      ...columnsOf(input),
      archived_at: null,
      archive_reason: null,
      version: 1,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await saveAround(trx, secrets, { practiceId, patientId }, input, now)
  return patientId
}

const SECONDS_OF_A_DOUBLE_TAP = 60

const findJustEntered = async (
  trx: Trx,
  practiceId: Id,
  input: PatientInput,
  now: Instant,
): Promise<Id | undefined> => {
  const named = await trx
    .selectFrom('patients')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('last_name', '=', input.last_name)
    .where('first_name', '=', input.first_name)
    .where('created_at', '>', addSeconds(now, -SECONDS_OF_A_DOUBLE_TAP))
    .execute()
  const columns = Object.entries(columnsOf(input))
  const numbers = [...input.phones, ...input.carers.flatMap(carer => carer.phones)].map(phone => phone.e164)
  for (const row of named.filter(each =>
    columns.every(([name, value]) => each[name as keyof PatientRow] === value),
  )) {
    const known = (await listPhones(trx, practiceId, [row.id])).map(phone => phone.e164)
    if (new Set(known).symmetricDifference(new Set(numbers)).size === 0) return row.id
  }
  return undefined
}

/** Changes a record, only if nobody did since `input.version` was read; otherwise nothing is written. */
export const updatePatient = async (
  trx: Trx,
  secrets: Secrets,
  of: Of,
  input: PatientInput,
  now: Instant,
): Promise<'saved' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('patients')
    .set({ ...columnsOf(input), version: input.version + 1, updated_at: now })
    .where('practice_id', '=', of.practiceId)
    .where('id', '=', of.patientId)
    .where('version', '=', input.version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) return 'outdated'
  await saveAround(trx, secrets, of, input, now)
  return 'saved'
}

const columnsOf = (input: PatientInput) => ({
  civility: input.civility,
  first_name: input.first_name,
  last_name: input.last_name,
  born_on: input.born_on,
  search_text: searchText(input),
  language: input.language,
  address: input.address,
  address_extra: input.address_extra,
  postcode: input.postcode,
  city: input.city,
  lat: input.coordinates?.lat ?? null,
  lon: input.coordinates?.lon ?? null,
  home: JSON.stringify(input.home),
  needs: JSON.stringify(input.needs),
})

const saveAround = async (
  trx: Trx,
  secrets: Secrets,
  of: Of,
  input: PatientInput,
  now: Instant,
): Promise<void> => {
  await savePhones(trx, { ...of, carerId: null }, input.phones, now)
  await saveCarers(trx, of, input.carers, now)
  const access = [
    { kind: 'door_code', plain: input.door_code, forget: input.forget_door_code },
    { kind: 'keys', plain: input.keys, forget: input.forget_keys },
  ] as const
  for (const { kind, plain, forget } of access) {
    if (plain !== '') await keepHomeAccess(trx, secrets, { ...of, kind, plain }, now)
    else if (forget) await forgetHomeAccess(trx, { ...of, kind })
  }
}
