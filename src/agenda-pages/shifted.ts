import type { NewAppointment } from '../agenda/appointment.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, Instant, LocalDate, LocalTime, Zone } from '../terms.ts'
import { instantAt, localTime } from '../time.ts'

export type Target = { on: LocalDate; time: LocalTime | null; clinicianId: Id }

/**
 * The same appointment at another place of the agenda: its window keeps its length, and what must not be earlier or
 * later goes with it, by what clocks show. Without a time it begins when it did; nothing passes midnight.
 */
export const shifted = (
  row: AppointmentRow,
  { on, time, clinicianId }: Target,
  zone: Zone,
): NewAppointment => {
  const start = row.agreed_at ?? row.window_from_at
  const by = start === null || time === null ? 0 : minuteOf(time) - minuteOf(localTime(start, zone))
  const there = (instant: Instant | null): Instant | null =>
    instant === null ? null : instantAt(on, clock(minuteOf(localTime(instant, zone)) + by), zone)
  const [from, to] = [there(row.window_from_at), there(row.window_to_at)]
  return {
    practiceId: row.practice_id,
    patientId: row.patient_id,
    clinicianId,
    on,
    kind: row.kind,
    care: row.care,
    place: row.place,
    agreedAt: start === null && time !== null ? instantAt(on, time, zone) : there(row.agreed_at),
    window: from && to ? { fromAt: from, toAt: to } : null,
    notBeforeAt: there(row.not_before_at),
    hardBeforeAt: there(row.hard_before_at),
    durationMinutes: row.duration_minutes,
    toleranceMinutes: row.tolerance_minutes,
  }
}

const LAST_MINUTE = 24 * 60 - 1

const minuteOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const clock = (minute: number): LocalTime => {
  const within = Math.min(LAST_MINUTE, Math.max(0, minute))
  return [Math.floor(within / 60), within % 60].map(part => String(part).padStart(2, '0')).join(':')
}
