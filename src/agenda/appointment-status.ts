import type { AppointmentStatus } from '../db/tables/agenda.ts'

/** Those with a place in the clinician's day, past or to come. */
export const STANDING: readonly AppointmentStatus[] = [
  'booked',
  'confirmed',
  'arrived',
  'in_progress',
  'done',
  'no_show',
]

/** Those that can still be moved or cancelled: nobody has begun. */
export const AHEAD: readonly AppointmentStatus[] = ['proposed', 'booked', 'confirmed', 'arrived']

export const isStanding = (status: AppointmentStatus): boolean => STANDING.includes(status)

/** Still to come: it may be confirmed, moved or cancelled. */
export const isAhead = (status: AppointmentStatus): boolean => AHEAD.includes(status)

/**
 * What may follow what. A tap can be taken back: what was in progress, done or missed goes back to agreed. A cancelled
 * or moved appointment stays as it is: who comes after all gets a new one.
 */
const NEXT: Record<AppointmentStatus, readonly AppointmentStatus[]> = {
  proposed: ['booked', 'cancelled'],
  booked: ['confirmed', 'arrived', 'in_progress', 'done', 'no_show', 'cancelled', 'moved'],
  confirmed: ['booked', 'arrived', 'in_progress', 'done', 'no_show', 'cancelled', 'moved'],
  arrived: ['booked', 'confirmed', 'in_progress', 'done', 'no_show', 'cancelled', 'moved'],
  in_progress: ['booked', 'confirmed', 'arrived', 'done', 'no_show'],
  done: ['booked', 'confirmed', 'arrived', 'in_progress', 'no_show'],
  no_show: ['booked', 'confirmed', 'arrived', 'in_progress', 'done'],
  cancelled: [],
  moved: [],
}

export const mayBecome = (from: AppointmentStatus, to: AppointmentStatus): boolean => NEXT[from].includes(to)
