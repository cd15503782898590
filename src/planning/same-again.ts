import type { NewAppointment } from '../agenda/appointment.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'

/** Of which kind and series an appointment is: that does not change with its day. */
export const originOf = (row: AppointmentRow): Pick<NewAppointment, 'ofKind' | 'series'> => ({
  ofKind: row.kind_id ? { id: row.kind_id, capacity: row.capacity, grouped: row.grouped === 1 } : undefined,
  series:
    row.series_id && row.series_position !== null
      ? { id: row.series_id, position: row.series_position }
      : undefined,
})

/** The same appointment once more, at the same time, to be booked anew. */
export const sameAgain = (row: AppointmentRow): NewAppointment => ({
  practiceId: row.practice_id,
  patientId: row.patient_id,
  clinicianId: row.clinician_id,
  on: row.on,
  kind: row.kind,
  care: row.care,
  place: row.place,
  agreedAt: row.agreed_at,
  window:
    row.window_from_at && row.window_to_at ? { fromAt: row.window_from_at, toAt: row.window_to_at } : null,
  notBeforeAt: row.not_before_at,
  hardBeforeAt: row.hard_before_at,
  durationMinutes: row.duration_minutes,
  toleranceMinutes: row.tolerance_minutes,
  ...originOf(row),
})
