import type { Db, Trx } from '../db/database.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import { listOptedOutPhones } from '../messages/opt-out.ts'
import { listPhones } from '../patients/queries.ts'

/** `none`: the holder has no phone that takes texts. */
export type Texts = 'wanted' | 'refused' | 'none'

/** The numbers of the person who holds the link at which texts arrive, in the order in which they are tried. */
export const textPhonesOf = async (db: Db | Trx, link: PatientLinkRow): Promise<string[]> =>
  (await listPhones(db, link.practice_id, [link.patient_id]))
    .filter(phone => phone.carer_id === link.carer_id && phone.sms_target === 1)
    .map(phone => phone.e164)

/** Whether the holder wants texts: refused as soon as none of their numbers may be texted. */
export const textsOf = async (db: Db | Trx, link: PatientLinkRow): Promise<Texts> => {
  const phones = await textPhonesOf(db, link)
  const optedOut = await listOptedOutPhones(db, link.practice_id)
  if (phones.length === 0) return 'none'
  return phones.some(phone => !optedOut.has(phone)) ? 'wanted' : 'refused'
}
