import type { AppointmentRow, RoundBreakRow, RoundRow, StopRow } from '../../db/tables/agenda.ts'
import { newId } from '../../ids.ts'
import type { Id, Instant, LocalDate, LocalTime } from '../../terms.ts'
import { instantAt, weekdayOf } from '../../time.ts'
import type { SeedVisit } from './facts.ts'
import { ZONE } from './practice.ts'

/** A clinician's day as rows: the round, and each visit as an appointment placed by a stop. */
export type SeedDay = {
  round: RoundRow
  breaks: RoundBreakRow[]
  stops: { stop: StopRow; appointment: AppointmentRow; visit: SeedVisit }[]
}

export type Clinician = { id: Id; kind: AppointmentRow['kind']; lunch: [LocalTime, LocalTime] | null }

type Book = { practiceId: Id; patientIds: Map<string, Id>; now: Instant }

/** Null on a day without visits. */
export const seedDay = (
  book: Book,
  clinician: Clinician,
  on: LocalDate,
  visits: SeedVisit[],
): SeedDay | null => {
  const ofDay = visits
    .filter(visit => visit.days.includes(weekdayOf(on)))
    .toSorted((a, b) => a.at.localeCompare(b.at))
  if (ofDay.length === 0) return null
  const own = { practice_id: book.practiceId, created_at: book.now }
  const round = { id: newId(), ...own, clinician_id: clinician.id, on, starts_at: null }
  const stops = ofDay.map((visit, index) => {
    const appointment = appointmentOf(book, clinician, on, visit)
    const place = { round_id: round.id, appointment_id: appointment.id, position: index + 1 }
    return { visit, appointment, stop: { id: newId(), ...own, ...place } }
  })
  return { round, stops, breaks: breaksOf(round, clinician) }
}

const appointmentOf = (
  { practiceId, patientIds, now }: Book,
  { id: clinicianId, kind }: Clinician,
  on: LocalDate,
  visit: SeedVisit,
): AppointmentRow => {
  const at = (time: LocalTime) => instantAt(on, time, ZONE)
  return {
    id: newId(),
    practice_id: practiceId,
    patient_id: patientIds.get(visit.who)!,
    clinician_id: clinicianId,
    on,
    kind,
    care: visit.care,
    place: visit.place ?? 'home',
    agreed_at: visit.until ? null : at(visit.at),
    window_from_at: visit.until ? at(visit.at) : null,
    window_to_at: visit.until ? at(visit.until) : null,
    not_before_at: null,
    hard_before_at: visit.hardBefore ? at(visit.hardBefore) : null,
    duration_minutes: visit.minutes,
    tolerance_minutes: null,
    status: 'booked',
    kind_id: null,
    capacity: 1,
    grouped: 0,
    series_id: null,
    series_position: null,
    absence_id: null,
    moved_to_id: null,
    booked_by: 'member',
    version: 1,
    created_at: now,
  }
}

const LUNCH_AT_LEAST_MINUTES = 30

const breaksOf = (round: RoundRow, { lunch }: Clinician): RoundBreakRow[] =>
  lunch === null
    ? []
    : [
        {
          id: newId(),
          practice_id: round.practice_id,
          round_id: round.id,
          from_at: instantAt(round.on, lunch[0], ZONE),
          to_at: instantAt(round.on, lunch[1], ZONE),
          at_least_minutes: LUNCH_AT_LEAST_MINUTES,
        },
      ]
