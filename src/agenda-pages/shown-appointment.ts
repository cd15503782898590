import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { PatientRow } from '../db/tables/patients.ts'
import type { EpochMs } from '../terms.ts'
import { minutesToMs, toEpochMs } from '../time.ts'

/** What the agenda shows of an appointment: nothing clinical, whoever looks. */
export type ShownAppointment = Pick<
  AppointmentRow,
  | 'id'
  | 'patient_id'
  | 'clinician_id'
  | 'on'
  | 'kind'
  | 'place'
  | 'agreed_at'
  | 'window_from_at'
  | 'window_to_at'
  | 'duration_minutes'
  | 'status'
  | 'capacity'
  | 'grouped'
  | 'series_id'
  | 'series_position'
> &
  Pick<PatientRow, 'civility' | 'first_name' | 'last_name' | 'lat' | 'lon'> & {
    /** How many sessions were prescribed. */
    series_total: number | null
  }

type Timed = Pick<AppointmentRow, 'agreed_at' | 'window_from_at' | 'window_to_at' | 'duration_minutes'>

/** A window is drawn from its beginning, but no longer than that: within it others are seen too. */
const WINDOW_AT_MOST = minutesToMs(60)

/** From when to when an appointment is drawn; undefined: no time was agreed. */
export const takenBy = (row: Timed): { from: EpochMs; to: EpochMs } | undefined => {
  const start = row.agreed_at ?? row.window_from_at
  if (start === null) return undefined
  const from = toEpochMs(start)
  const lasts = minutesToMs(row.duration_minutes)
  if (row.window_to_at === null) return { from, to: from + lasts }
  const window = Math.min(toEpochMs(row.window_to_at) - from, WINDOW_AT_MOST)
  return { from, to: from + Math.max(lasts, window) }
}
