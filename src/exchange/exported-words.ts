import type { AppointmentStatus } from '../db/tables/agenda.ts'

/** What became of an appointment, in a table. */
export const STATUS_WORDS: Record<AppointmentStatus, string> = {
  proposed: 'proposé',
  booked: 'convenu',
  confirmed: 'confirmé',
  arrived: 'arrivé',
  in_progress: 'en cours',
  done: 'fait',
  no_show: 'absent',
  cancelled: 'annulé',
  moved: 'déplacé',
}
