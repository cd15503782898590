import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, Instant, LocalDate, Place } from '../terms.ts'

/** What was agreed about the time: a time, or a window, never both. */
export type Agreement = {
  agreedAt: Instant | null
  window: { fromAt: Instant; toAt: Instant } | null
  notBeforeAt: Instant | null
  hardBeforeAt: Instant | null
  /** Null: the cadre's or the practice's. */
  toleranceMinutes: number | null
}

export type AppointmentContent = Agreement & {
  kind: AppointmentRow['kind']
  /** Clinical. */
  care: string
  place: Place
  durationMinutes: number
}

export type NewAppointment = AppointmentContent & {
  practiceId: Id
  patientId: Id
  clinicianId: Id
  on: LocalDate
  /** The kind of the practice that it is of, and what that kind says of room; without it, one at a time. */
  ofKind?: { id: Id; capacity: number; grouped: boolean }
  series?: { id: Id; position: number }
}

/** Where the appointment comes from: its kind, its series. */
export const originColumnsOf = ({ ofKind, series }: Pick<NewAppointment, 'ofKind' | 'series'>) => ({
  kind_id: ofKind?.id ?? null,
  capacity: ofKind?.capacity ?? 1,
  grouped: ofKind?.grouped ? 1 : 0,
  series_id: series?.id ?? null,
  series_position: series?.position ?? null,
})

/** The columns of what was agreed and planned. */
export const columnsOf = (content: AppointmentContent) => ({
  kind: content.kind,
  care: content.care,
  place: content.place,
  agreed_at: content.agreedAt,
  window_from_at: content.window?.fromAt ?? null,
  window_to_at: content.window?.toAt ?? null,
  not_before_at: content.notBeforeAt,
  hard_before_at: content.hardBeforeAt,
  duration_minutes: content.durationMinutes,
  tolerance_minutes: content.toleranceMinutes,
})
