import type { Db, Trx } from '../db/database.ts'
import type { AppointmentKindRow } from '../db/tables/availability.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, Place } from '../terms.ts'

/** What the practice decides about a kind of appointment. */
export type KindContent = {
  name: string
  category: AppointmentKindRow['category']
  durationMinutes: number
  bufferMinutes: number
  place: Place
  capacity: number
  grouped: boolean
  bookedBy: AppointmentKindRow['booked_by']
  instructions: string
  videoUrl: string | null
  /** Null: every clinician's. */
  clinicianId: Id | null
}

export type Kind = KindContent & { id: Id; position: number; archivedAt: Instant | null; version: number }

/** The kinds in the practice's order; those of one clinician: theirs and everybody's. */
export const listKinds = async (
  db: Db | Trx,
  practiceId: Id,
  { clinicianId, archived = false }: { clinicianId?: Id; archived?: boolean } = {},
): Promise<Kind[]> => {
  let query = db
    .selectFrom('appointment_kinds')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('archived_at', archived ? 'is not' : 'is', null)
  if (clinicianId)
    query = query.where(eb => eb.or([eb('clinician_id', 'is', null), eb('clinician_id', '=', clinicianId)]))
  return (await query.orderBy('position').orderBy('id').execute()).map(kindOf)
}

/** Archived ones too: an appointment keeps its kind. @throws NotFound */
export const getKind = async (db: Db | Trx, practiceId: Id, id: Id): Promise<Kind> => {
  const row = await db
    .selectFrom('appointment_kinds')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return kindOf(row)
}

/** Adds a kind, last in the list. */
export const addKind = async (trx: Trx, practiceId: Id, content: KindContent, now: Instant): Promise<Id> => {
  const { last } = await trx
    .selectFrom('appointment_kinds')
    .select(({ fn }) => fn.max('position').as('last'))
    .where('practice_id', '=', practiceId)
    .executeTakeFirstOrThrow()
  const id = newId()
  await trx
    .insertInto('appointment_kinds')
    .values({
      id,
      practice_id: practiceId,
      ...columnsOf(content),
      position: (last ?? 0) + 1,
      archived_at: null,
      version: 1,
      created_at: now,
    })
    .execute()
  return id
}

type Version = { practiceId: Id; id: Id; version: number }

/** Writes a kind, only if nobody changed it since `version` was read. Appointments already booked keep what was agreed. */
export const saveKind = async (
  trx: Trx,
  of: Version,
  content: KindContent,
): Promise<'changed' | 'outdated'> => await change(trx, of, columnsOf(content))

/** Takes a kind out of the list, or back into it; appointments keep it. */
export const archiveKind = async (
  trx: Trx,
  of: Version,
  archivedAt: Instant | null,
): Promise<'changed' | 'outdated'> => await change(trx, of, { archived_at: archivedAt })

/** Puts a kind one place up or down among those that are not archived. */
export const moveKind = async (trx: Trx, practiceId: Id, id: Id, by: -1 | 1): Promise<void> => {
  const ids = (await listKinds(trx, practiceId)).map(kind => kind.id)
  const place = ids.indexOf(id)
  const other = ids[place + by]
  if (place < 0) throw new NotFound()
  if (!other) return
  ids[place + by] = id
  ids[place] = other
  for (const [index, each] of ids.entries())
    await trx
      .updateTable('appointment_kinds')
      .set({ position: index + 1 })
      .where('practice_id', '=', practiceId)
      .where('id', '=', each)
      .execute()
}

const change = async (
  trx: Trx,
  { practiceId, id, version }: Version,
  columns: Partial<AppointmentKindRow>,
): Promise<'changed' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('appointment_kinds')
    .set({ ...columns, version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? 'changed' : 'outdated'
}

const columnsOf = (content: KindContent) => ({
  name: content.name,
  category: content.category,
  duration_minutes: content.durationMinutes,
  buffer_minutes: content.bufferMinutes,
  place: content.place,
  capacity: content.capacity,
  grouped: content.grouped ? 1 : 0,
  booked_by: content.bookedBy,
  instructions: content.instructions,
  video_url: content.videoUrl,
  clinician_id: content.clinicianId,
})

const kindOf = (row: AppointmentKindRow): Kind => ({
  id: row.id,
  name: row.name,
  category: row.category,
  durationMinutes: row.duration_minutes,
  bufferMinutes: row.buffer_minutes,
  place: row.place,
  capacity: row.capacity,
  grouped: row.grouped === 1,
  bookedBy: row.booked_by,
  instructions: row.instructions,
  videoUrl: row.video_url,
  clinicianId: row.clinician_id,
  position: row.position,
  archivedAt: row.archived_at,
  version: row.version,
})
