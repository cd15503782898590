import type { Db, Trx } from '../db/database.ts'
import type { CadreRow } from '../db/tables/patients.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import { type Cadre, type CadreTerms, DEFAULT_TERMS } from './terms.ts'

/** The cadre in force, or the defaults as version 0. */
export const currentCadre = async (db: Db | Trx, practiceId: Id, patientId: Id): Promise<Cadre> =>
  (await cadresOf(db, practiceId, [patientId])).get(patientId)!

/** The cadres in force of a whole round: one per patient asked for, the defaults where nothing is agreed. */
export const cadresOf = async (db: Db | Trx, practiceId: Id, patientIds: Id[]): Promise<Map<Id, Cadre>> => {
  const rows = patientIds.length === 0 ? [] : await newestRows(db, practiceId, patientIds)
  const agreed = new Map(rows.map(row => [row.patient_id, cadreOf(row)]))
  return new Map(patientIds.map(id => [id, agreed.get(id) ?? { version: 0, terms: DEFAULT_TERMS }]))
}

const newestRows = async (db: Db | Trx, practiceId: Id, patientIds: Id[]) =>
  await db
    .selectFrom('cadres as c')
    .select(['c.patient_id', 'c.version', 'c.terms'])
    .where('c.practice_id', '=', practiceId)
    .where('c.patient_id', 'in', patientIds)
    .where('c.version', '=', eb =>
      eb
        .selectFrom('cadres as newest')
        .select(newest => newest.fn.max('newest.version').as('version'))
        .whereRef('newest.practice_id', '=', 'c.practice_id')
        .whereRef('newest.patient_id', '=', 'c.patient_id'),
    )
    .execute()

const cadreOf = (row: Pick<CadreRow, 'version' | 'terms'>): Cadre => ({
  version: row.version,
  terms: JSON.parse(row.terms) as CadreTerms,
})

export type CadreVersion = Cadre & { at: Instant; byName: string }

/** Every version, newest first, with who wrote it and when. */
export const listCadreVersions = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
): Promise<CadreVersion[]> => {
  const rows = await db
    .selectFrom('cadres as c')
    .innerJoin('users as u', 'u.id', 'c.created_by')
    .select(['c.version', 'c.terms', 'c.created_at', 'u.first_name', 'u.last_name'])
    .where('c.practice_id', '=', practiceId)
    .where('c.patient_id', '=', patientId)
    .orderBy('c.version', 'desc')
    .execute()
  return rows.map(row => ({
    ...cadreOf(row),
    at: row.created_at,
    byName: `${row.first_name} ${row.last_name}`,
  }))
}

/** What was agreed from an instant on. */
export type PastTerms = { at: Instant; terms: CadreTerms }

/** Every version of every cadre of a practice, oldest first, by patient: what held on a day gone by. */
export const cadreHistories = async (db: Db | Trx, practiceId: Id): Promise<Map<Id, PastTerms[]>> => {
  const rows = await db
    .selectFrom('cadres')
    .select(['patient_id', 'version', 'terms', 'created_at'])
    .where('practice_id', '=', practiceId)
    .orderBy('patient_id')
    .orderBy('version')
    .execute()
  const versions = rows.map(row => ({ id: row.patient_id, at: row.created_at, terms: cadreOf(row).terms }))
  return Map.groupBy(versions, version => version.id)
}

export type NewCadre = { practiceId: Id; patientId: Id; basedOn: number; terms: CadreTerms; by: Id }

/** Writes the next version. `outdated`: somebody saved another one since `basedOn`, and nothing was written. */
export const saveCadre = async (
  trx: Trx,
  { practiceId, patientId, basedOn, terms, by }: NewCadre,
  now: Instant,
): Promise<{ saved: true; version: number } | { saved: false; outdated: Cadre }> => {
  const current = await currentCadre(trx, practiceId, patientId)
  if (current.version !== basedOn) return { saved: false, outdated: current }
  const version = basedOn + 1
  await trx
    .insertInto('cadres')
    .values({
      id: newId(),
      practice_id: practiceId,
      patient_id: patientId,
      version,
      terms: JSON.stringify(terms),
      created_by: by,
      created_at: now,
    })
    .execute()
  return { saved: true, version }
}
