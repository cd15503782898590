import type { Db, Trx } from '../db/database.ts'
import type { DatedHoursRow } from '../db/tables/availability.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import type { DatedHours, Hours } from './opening.ts'

/** Days that are not as the week says. `clinicianId` null: the whole practice. */
export type DatedHoursContent = Pick<DatedHours, 'fromOn' | 'toOn' | 'open' | 'hours'> & {
  clinicianId: Id | null
  label: string
}

export type SavedDatedHours = DatedHours & DatedHoursContent & { id: Id; version: number }

/** Those of clinicians and of the whole practice that touch some days, in order; all those from a day on without `to`. */
export const listDatedHours = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianIds: readonly Id[],
  { from, to }: { from: LocalDate; to?: LocalDate },
): Promise<SavedDatedHours[]> => {
  let query = db
    .selectFrom('dated_hours')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('to_on', '>=', from)
    .where(eb => eb.or([eb('clinician_id', 'is', null), eb('clinician_id', 'in', clinicianIds)]))
  if (to) query = query.where('from_on', '<=', to)
  return (await query.orderBy('from_on').orderBy('id').execute()).map(datedHoursOf)
}

/** @throws NotFound */
export const getDatedHours = async (db: Db | Trx, practiceId: Id, id: Id): Promise<SavedDatedHours> => {
  const row = await db
    .selectFrom('dated_hours')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return datedHoursOf(row)
}

export const addDatedHours = async (
  trx: Trx,
  practiceId: Id,
  content: DatedHoursContent,
  now: Instant,
): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('dated_hours')
    .values({ id, practice_id: practiceId, ...columnsOf(content), version: 1, created_at: now })
    .execute()
  return id
}

type Version = { practiceId: Id; id: Id; version: number }

/** Writes them, only if nobody changed them since `version` was read. */
export const saveDatedHours = async (
  trx: Trx,
  { practiceId, id, version }: Version,
  content: DatedHoursContent,
): Promise<'changed' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('dated_hours')
    .set({ ...columnsOf(content), version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? 'changed' : 'outdated'
}

/** Removed twice is removed. */
export const removeDatedHours = async (trx: Trx, practiceId: Id, id: Id): Promise<void> => {
  await trx.deleteFrom('dated_hours').where('practice_id', '=', practiceId).where('id', '=', id).execute()
}

const columnsOf = ({ clinicianId, fromOn, toOn, open, hours, label }: DatedHoursContent) => ({
  clinician_id: clinicianId,
  from_on: fromOn,
  to_on: toOn,
  open: open ? 1 : 0,
  hours: JSON.stringify(hours),
  label,
})

const datedHoursOf = (row: DatedHoursRow): SavedDatedHours => ({
  id: row.id,
  clinicianId: row.clinician_id,
  own: row.clinician_id !== null,
  fromOn: row.from_on,
  toOn: row.to_on,
  open: row.open === 1,
  hours: JSON.parse(row.hours) as Hours[],
  label: row.label,
  version: row.version,
  createdAt: row.created_at,
})
