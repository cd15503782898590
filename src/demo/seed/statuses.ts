import type { AppointmentStatus, TapRow } from '../../db/tables/agenda.ts'
import type { LocalDate } from '../../terms.ts'
import type { SeedDay } from './days.ts'
import { randomFrom } from './random.ts'

/** Of those still to come after today, so many have not said again that they come. */
const UNCONFIRMED_SHARE = 0.25

/** The same days, with what has become of each appointment: past ones as their taps say, coming ones mostly confirmed. */
export const withStatuses = (days: SeedDay[], taps: readonly TapRow[], today: LocalDate): SeedDay[] => {
  const missed = new Set(taps.filter(({ kind }) => kind === 'absence').map(({ stop_id }) => stop_id))
  return days.map(day => ({
    ...day,
    stops: day.stops.map(seen => ({
      ...seen,
      appointment: { ...seen.appointment, status: statusOf(seen, missed.has(seen.stop.id), today) },
    })),
  }))
}

const statusOf = (
  { appointment, visit }: SeedDay['stops'][number],
  missed: boolean,
  today: LocalDate,
): AppointmentStatus => {
  const { on, kind } = appointment
  if (on < today) return missed ? 'no_show' : 'done'
  // A nurse's passages are agreed once for all.
  if (kind === 'visit') return 'booked'
  const waits = on > today && randomFrom(`${visit.who} confirms ${on}`).next() < UNCONFIRMED_SHARE
  return waits ? 'booked' : 'confirmed'
}
