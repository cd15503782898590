import type { Id, LocalDate } from '../terms.ts'

/** The screen from which an appointment was opened, as its addresses and forms carry it along. */
export const isFromAgenda = (via: unknown): boolean => via === 'agenda'

export const roundPath = (on: LocalDate, clinicianId: Id): string => `/rounds/${on}?clinician=${clinicianId}`

/** Where one came from: the days of the agenda, else the round. */
export const backPath = (via: unknown, on: LocalDate, clinicianId: Id): string =>
  isFromAgenda(via) ? `/agenda?date=${on}&clinician=${clinicianId}` : roundPath(on, clinicianId)

/** Where to go once it is saved: beside its week in the agenda, else the round. */
export const savedPath = (via: unknown, id: Id, on: LocalDate, clinicianId: Id): string =>
  isFromAgenda(via) ? `/appointments/${id}` : roundPath(on, clinicianId)
