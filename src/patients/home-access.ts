import type { Db, Trx } from '../db/database.ts'
import type { HomeSecretRow } from '../db/tables/patients.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'

export type HomeAccessKind = HomeSecretRow['kind']

/** How to come in: the code of the door, who has the keys. Sealed at rest; read only when somebody asks for it. */
export type HomeAccess = Partial<Record<HomeAccessKind, string>>

type Of = { practiceId: Id; patientId: Id }

const contextOf = (patientId: Id, kind: HomeAccessKind) => `home:${patientId}:${kind}`

/** Keeps one, in place of what was known. */
export const keepHomeAccess = async (
  trx: Trx,
  secrets: Secrets,
  { practiceId, patientId, kind, plain }: Of & { kind: HomeAccessKind; plain: string },
  now: Instant,
): Promise<void> => {
  const sealed = secrets.seal(plain, contextOf(patientId, kind))
  await trx
    .insertInto('home_secrets')
    .values({ id: newId(), practice_id: practiceId, patient_id: patientId, kind, sealed, updated_at: now })
    .onConflict(conflict =>
      conflict.columns(['practice_id', 'patient_id', 'kind']).doUpdateSet({ sealed, updated_at: now }),
    )
    .execute()
}

export const forgetHomeAccess = async (
  trx: Trx,
  { practiceId, patientId, kind }: Of & { kind: HomeAccessKind },
): Promise<void> => {
  await trx
    .deleteFrom('home_secrets')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('kind', '=', kind)
    .execute()
}

export const openHomeAccess = async (
  db: Db | Trx,
  secrets: Secrets,
  { practiceId, patientId }: Of,
): Promise<HomeAccess> => {
  const rows = await db
    .selectFrom('home_secrets')
    .select(['kind', 'sealed'])
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .execute()
  return Object.fromEntries(
    rows.map(row => [row.kind, secrets.open(row.sealed, contextOf(patientId, row.kind))]),
  )
}

/** What is known of each patient, without reading it, and since when. */
export const listHomeAccess = async (db: Db | Trx, practiceId: Id, patientIds: Id[]) =>
  patientIds.length === 0
    ? []
    : await db
        .selectFrom('home_secrets')
        .select(['patient_id', 'kind', 'updated_at'])
        .where('practice_id', '=', practiceId)
        .where('patient_id', 'in', patientIds)
        .orderBy('kind')
        .execute()

/** Which of these patients have something to show at the door: whether, not what. */
export const listWithHomeAccess = async (
  db: Db | Trx,
  practiceId: Id,
  patientIds: Id[],
): Promise<Set<Id>> => {
  if (patientIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('home_secrets')
    .select('patient_id')
    .where('practice_id', '=', practiceId)
    .where('patient_id', 'in', patientIds)
    .execute()
  return new Set(rows.map(row => row.patient_id))
}
