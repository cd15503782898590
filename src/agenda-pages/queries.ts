import { STANDING } from '../agenda/appointment-status.ts'
import { sessionNumbersOf } from '../agenda/session-numbers.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentStatus } from '../db/tables/agenda.ts'
import type { Id, LocalDate } from '../terms.ts'
import type { ShownAppointment } from './shown-appointment.ts'

/** What has a place in the day, and what was offered for it. */
const SHOWN: readonly AppointmentStatus[] = ['proposed', ...STANDING]

export type Shown = { practiceId: Id; clinicianIds: readonly Id[]; from: LocalDate; to: LocalDate }

/**
 * The appointments of some clinicians on some days, first and last included: in two queries, whatever their number. A
 * session has the number that it has now, since others may have been missed or cancelled.
 */
export const listShown = async (db: Db, shown: Shown): Promise<ShownAppointment[]> => {
  if (shown.clinicianIds.length === 0) return []
  const rows = await shownQuery(db, shown).execute()
  const seriesIds = [...new Set(rows.flatMap(row => row.series_id ?? []))]
  const numbers = await sessionNumbersOf(db, shown.practiceId, seriesIds)
  return rows.map(row => ({ ...row, series_position: numbers.get(row.id) ?? null }))
}

export const shownQuery = (db: Db, { practiceId, clinicianIds, from, to }: Shown) =>
  db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .leftJoin('series as s', 's.id', 'a.series_id')
    .leftJoin('prescriptions as r', 'r.id', 's.prescription_id')
    .select(['a.id', 'a.patient_id', 'a.clinician_id', 'a.on', 'a.kind', 'a.place', 'a.agreed_at'])
    .select(['a.window_from_at', 'a.window_to_at', 'a.duration_minutes', 'a.status', 'a.capacity'])
    .select(['a.grouped', 'a.series_id', 'a.series_position'])
    .select('r.sessions as series_total')
    .select(['p.civility', 'p.first_name', 'p.last_name', 'p.lat', 'p.lon'])
    .where('a.practice_id', '=', practiceId)
    .where('a.clinician_id', 'in', clinicianIds)
    .where('a.on', '>=', from)
    .where('a.on', '<=', to)
    .where('a.status', 'in', SHOWN)
    .orderBy('a.on')
    .orderBy('a.id')

export type DayLoad = { clinicianId: Id; on: LocalDate; count: number; minutes: number }

/** How many appointments, and how many minutes of them, each day holds: without a name. */
export const listLoads = async (
  db: Db,
  { practiceId, clinicianIds, from, to }: Shown,
): Promise<DayLoad[]> => {
  if (clinicianIds.length === 0) return []
  const rows = await db
    .selectFrom('appointments')
    .select(eb => [
      'clinician_id as clinicianId',
      'on',
      eb.fn.countAll<number>().as('count'),
      eb.fn.sum<number>('duration_minutes').as('minutes'),
    ])
    .where('practice_id', '=', practiceId)
    .where('clinician_id', 'in', clinicianIds)
    .where('on', '>=', from)
    .where('on', '<=', to)
    .where('status', 'in', STANDING)
    .groupBy(['clinician_id', 'on'])
    .execute()
  return rows.map(row => ({ ...row, count: Number(row.count), minutes: Number(row.minutes) }))
}
