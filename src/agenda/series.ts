import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { SeriesEventRow, SeriesRow } from '../db/tables/series.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate, Place } from '../terms.ts'
import type { SeriesRule } from './recurrence.ts'

/** A series with its rule read. */
export type Series = Omit<SeriesRow, 'rule'> & { rule: SeriesRule }

const seriesOf = (row: SeriesRow): Series => ({ ...row, rule: JSON.parse(row.rule) as SeriesRule })

export type NewSeries = {
  practiceId: Id
  patientId: Id
  prescriptionId: Id
  clinicianId: Id
  rule: SeriesRule
  fromOn: LocalDate
  kindId: Id | null
  place: Place
  durationMinutes: number
  continuesId: Id | null
}

export const addSeries = async (trx: Trx, series: NewSeries, now: Instant): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('series')
    .values({
      id,
      practice_id: series.practiceId,
      patient_id: series.patientId,
      prescription_id: series.prescriptionId,
      clinician_id: series.clinicianId,
      rule: JSON.stringify(series.rule),
      from_on: series.fromOn,
      to_on: null,
      kind_id: series.kindId,
      place: series.place,
      duration_minutes: series.durationMinutes,
      continues_id: series.continuesId,
      ended_at: null,
      version: 1,
      created_at: now,
    })
    .execute()
  return id
}

/** @throws NotFound */
export const getSeries = async (db: Db | Trx, practiceId: Id, id: Id): Promise<Series> => {
  const row = await db
    .selectFrom('series')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return seriesOf(row)
}

/** The series of some prescriptions, in the order in which they were laid out. */
export const listSeriesOf = async (
  db: Db | Trx,
  practiceId: Id,
  prescriptionIds: readonly Id[],
): Promise<Series[]> => {
  if (prescriptionIds.length === 0) return []
  const rows = await db
    .selectFrom('series')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('prescription_id', 'in', prescriptionIds)
    .orderBy('id')
    .execute()
  return rows.map(seriesOf)
}

type Version = { practiceId: Id; id: Id; version: number }

/** Changes a series that has not ended, only if nobody did since `version` was read. */
export const saveSeries = async (
  trx: Trx,
  { practiceId, id, version }: Version,
  columns: Partial<Pick<SeriesRow, 'to_on' | 'ended_at'>>,
): Promise<'changed' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('series')
    .set({ ...columns, version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? 'changed' : 'outdated'
}

/** Lets appointments belong to the series that goes on from them. */
export const handOver = async (
  trx: Trx,
  practiceId: Id,
  appointmentIds: readonly Id[],
  to: Id,
): Promise<void> => {
  if (appointmentIds.length === 0) return
  await trx
    .updateTable('appointments')
    .set({ series_id: to })
    .where('practice_id', '=', practiceId)
    .where('id', 'in', appointmentIds)
    .execute()
}

/** An appointment of a prescription: its series says which. */
export type SessionRow = AppointmentRow & { prescription_id: Id }

/** Every appointment ever laid out from some prescriptions, whatever became of it. */
export const listSessionsOf = async (
  db: Db | Trx,
  practiceId: Id,
  prescriptionIds: readonly Id[],
): Promise<SessionRow[]> => {
  if (prescriptionIds.length === 0) return []
  return await db
    .selectFrom('series as s')
    .innerJoin('appointments as a', join =>
      join.onRef('a.series_id', '=', 's.id').onRef('a.practice_id', '=', 's.practice_id'),
    )
    .selectAll('a')
    .select('s.prescription_id')
    .where('s.practice_id', '=', practiceId)
    .where('s.prescription_id', 'in', prescriptionIds)
    .orderBy('a.on')
    .orderBy('a.id')
    .execute()
}

/** What was done with a series, in numbers and days: nothing clinical. */
export type SeriesDeed = {
  kind: SeriesEventRow['kind']
  booked?: number
  moved?: number
  cancelled?: number
  skipped?: number
  from?: LocalDate
  to?: LocalDate
}

/** Adds to the history of a series; nothing in it is ever changed. */
export const recordDeed = async (
  trx: Trx,
  of: { practiceId: Id; seriesId: Id; by: Id },
  { kind, ...detail }: SeriesDeed,
  now: Instant,
): Promise<void> => {
  await trx
    .insertInto('series_events')
    .values({
      id: newId(),
      practice_id: of.practiceId,
      series_id: of.seriesId,
      at: now,
      by_user_id: of.by,
      kind,
      detail: JSON.stringify(detail),
    })
    .execute()
}

/** The history of some series, oldest first, with the first name of whoever acted. */
export const listDeeds = async (
  db: Db | Trx,
  practiceId: Id,
  seriesIds: readonly Id[],
): Promise<(SeriesDeed & { at: Instant; by: string })[]> => {
  if (seriesIds.length === 0) return []
  const rows = await db
    .selectFrom('series_events as e')
    .innerJoin('users as u', 'u.id', 'e.by_user_id')
    .select(['e.at', 'e.kind', 'e.detail', 'u.first_name as by'])
    .where('e.practice_id', '=', practiceId)
    .where('e.series_id', 'in', seriesIds)
    .orderBy('e.id')
    .execute()
  return rows.map(({ detail, ...row }) => ({ ...row, ...(JSON.parse(detail) as Omit<SeriesDeed, 'kind'>) }))
}
