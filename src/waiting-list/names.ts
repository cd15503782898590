import { listClinicians } from '../access/clinicians.ts'
import type { Db, Trx } from '../db/database.ts'
import type { Id } from '../terms.ts'

/** The practice's clinicians by id. */
export const clinicianNames = async (db: Db | Trx, practiceId: Id): Promise<Map<Id, string>> =>
  new Map((await listClinicians(db, practiceId)).map(({ id, name }) => [id, name]))
