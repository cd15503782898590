import { isAhead } from '../agenda/appointment-status.ts'
import { listHistory } from '../agenda/history.ts'
import { changeStatus } from '../agenda/transition.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentStatus } from '../db/tables/agenda.ts'
import type { Id, Instant } from '../terms.ts'
import { listAppointmentsOfRound, listTaps } from './queries.ts'
import { deriveRound, type StopState } from './round-state.ts'

const BECAME: Partial<Record<StopState['status'], AppointmentStatus>> = {
  in_progress: 'in_progress',
  done: 'done',
  absent: 'no_show',
}

/**
 * Writes what the taps of a round say of its appointments: begun, done, nobody there; and what they were before, when
 * the tap that said so is taken back.
 */
export const settleAppointments = async (
  trx: Trx,
  practiceId: Id,
  roundId: Id,
  now: Instant,
): Promise<void> => {
  const stops = await listAppointmentsOfRound(trx, practiceId, roundId)
  const round = deriveRound(
    stops.map(stop => stop.stopId),
    await listTaps(trx, practiceId, roundId),
  )
  for (const { stopId, appointmentId: id, status } of stops) {
    const said = BECAME[round.stops.get(stopId)?.status ?? 'waiting']
    if (said === status || (said === undefined && isAhead(status))) continue
    const to = said ?? (await statusBefore(trx, practiceId, id))
    await changeStatus(trx, { practiceId, id, to, by: { kind: 'system' } }, now)
  }
}

const statusBefore = async (trx: Trx, practiceId: Id, id: Id): Promise<AppointmentStatus> => {
  const history = await listHistory(trx, practiceId, id)
  return history.findLast(event => isAhead(event.to_status))?.to_status ?? 'booked'
}
