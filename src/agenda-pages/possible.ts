import { isAhead, isStanding } from '../agenda/appointment-status.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Instant, LocalDate } from '../terms.ts'

/** What a member who keeps the agenda can do with an appointment now. */
export type Possible = {
  confirm: boolean
  arrive: boolean
  miss: boolean
  /** Takes back what was noted last: « confirmé », « arrivé », « absent ». */
  takeBack: 'confirmed' | 'arrived' | 'no_show' | null
  edit: boolean
  move: boolean
  cancel: boolean
}

type Facts = Pick<AppointmentRow, 'status' | 'kind' | 'place' | 'on' | 'agreed_at' | 'window_from_at'>

export const possibleNow = (row: Facts, now: Instant, today: LocalDate): Possible => {
  const { status } = row
  const waits = status === 'booked' || status === 'confirmed'
  const start = row.agreed_at ?? row.window_from_at
  const hasCome = start === null ? row.on <= today : start <= now
  return {
    // A nurse's passages are agreed once for all.
    confirm: (status === 'booked' && row.kind !== 'visit' && !hasCome) || status === 'proposed',
    arrive: waits && row.place === 'practice' && row.on === today,
    miss: hasCome && (waits || status === 'arrived'),
    takeBack: status === 'confirmed' || status === 'arrived' || status === 'no_show' ? status : null,
    edit: isStanding(status),
    move: isAhead(status) && status !== 'proposed',
    cancel: isAhead(status),
  }
}
