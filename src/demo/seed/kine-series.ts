import type { PrescriptionRow, SeriesRow } from '../../db/tables/series.ts'
import { newId } from '../../ids.ts'
import type { Id, Instant, LocalDate } from '../../terms.ts'
import { addDays } from '../../time.ts'
import type { SeedDay } from './days.ts'
import type { SeedVisit } from './facts.ts'
import { randomFrom } from './random.ts'

type Stop = SeedDay['stops'][number]
type Ordered = { prescription: PrescriptionRow; series: SeriesRow; numbers: Map<Id, number> }

const PRESCRIBED = [10, 15, 15, 20, 20, 30]

/** The prescriptions of now and their series, and the same days with the number of each session in them. */
export const withSeries = (days: SeedDay[], today: LocalDate, of: { clinicianId: Id; now: Instant }) => {
  const own = days.filter(({ round }) => round.clinician_id === of.clinicianId).flatMap(({ stops }) => stops)
  const byPatient = Map.groupBy(own, ({ appointment }) => appointment.patient_id)
  const ordered = [...byPatient.values()].flatMap(stops => seriesOf(stops, today, of) ?? [])
  const places = new Map(
    ordered.flatMap(({ series, numbers }) =>
      [...numbers].map(([id, number]) => [id, { series_id: series.id, series_position: number }] as const),
    ),
  )
  const numbered = (stop: Stop): Stop => {
    const place = places.get(stop.appointment.id)
    return place ? { ...stop, appointment: { ...stop.appointment, ...place, booked_by: 'series' } } : stop
  }
  return { ordered, days: days.map(day => ({ ...day, stops: day.stops.map(numbered) })) }
}

/** The sessions of one patient, by day: numbered within the prescription of now; those before it belong to none. */
const seriesOf = (
  stops: readonly Stop[],
  today: LocalDate,
  { clinicianId, now }: { clinicianId: Id; now: Instant },
): Ordered | null => {
  const first = stops.find(({ appointment }) => appointment.on >= today)
  if (!first) return null
  const { visit, appointment: next } = first
  const random = randomFrom(`prescription of ${visit.who}`)
  const sessions = random.pick(PRESCRIBED)
  const position = random.between(2, sessions)
  const ahead = stops.indexOf(first)
  const numbered = stops
    .map(({ appointment }, index) => ({ appointment, number: position + index - ahead }))
    .filter(({ number }) => number >= 1 && number <= sessions)
  const from = numbered[0]!.appointment.on
  const prescription = {
    id: newId(),
    practice_id: next.practice_id,
    patient_id: next.patient_id,
    care: visit.care,
    category: next.kind,
    sessions,
    done_before: numbered[0]!.number - 1,
    frequency: `${visit.days.length} fois par semaine`,
    direct_access: 0,
    prescribed_on: addDays(from, -6),
    prescriber: 'Dr Marchand',
    from_on: addDays(from, -6),
    to_on: null,
    regimen: 'kine',
    renews_id: null,
    ended_at: null,
    version: 1,
    created_by: clinicianId,
    created_at: now,
  }
  const series = seriesRow(prescription, visit, from, clinicianId)
  const numbers = new Map(numbered.map(({ appointment, number }) => [appointment.id, number]))
  return { prescription, series, numbers }
}

const seriesRow = (
  { practice_id, patient_id, id, created_at }: PrescriptionRow,
  visit: SeedVisit,
  from: LocalDate,
  clinicianId: Id,
): SeriesRow => ({
  id: newId(),
  practice_id,
  patient_id,
  prescription_id: id,
  clinician_id: clinicianId,
  rule: JSON.stringify({
    unit: 'week',
    interval: 1,
    moments: [{ weekdays: [...visit.days], from: visit.at, to: null, hardBefore: null }],
  }),
  from_on: from,
  to_on: null,
  kind_id: null,
  place: visit.place ?? 'home',
  duration_minutes: visit.minutes,
  continues_id: null,
  ended_at: null,
  version: 1,
  created_at,
})
