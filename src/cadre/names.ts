import { shortName } from '../patients/names.ts'
import type { Carer, Patient } from '../patients/queries.ts'
import type { NameOf } from './contact-words.ts'

/** Names of a cadre as its people say them: « Mme Delmas », « Hélène, sa fille ». */
export const namesFor = (
  patient: Pick<Patient, 'civility' | 'first_name' | 'last_name'>,
  carers: readonly Pick<Carer, 'id' | 'name' | 'relation'>[],
): NameOf => {
  const names = new Map(
    carers.map(({ id, name, relation }) => [id, relation ? `${name}, ${relation}` : name]),
  )
  return carerId => (carerId === null ? shortName(patient) : (names.get(carerId) ?? 'un ancien proche'))
}
