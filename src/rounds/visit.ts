import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id } from '../terms.ts'
import { findRound, loadRound } from './queries.ts'
import { deriveRound, isBegunOrOver } from './round-state.ts'

/** Where an appointment stands in its round, and whether the visit has begun. */
export type Visit = { roundId: Id; stopId: Id; begun: boolean }

/** Undefined while nobody has placed the appointment in a round. */
export const findVisit = async (
  trx: Trx,
  { practice_id, clinician_id, on, id }: Pick<AppointmentRow, 'practice_id' | 'clinician_id' | 'on' | 'id'>,
): Promise<Visit | undefined> => {
  const round = await findRound(trx, practice_id, clinician_id, on)
  if (!round) return undefined
  const { stops, taps } = await loadRound(trx, practice_id, round.id)
  const stop = stops.find(({ appointment_id }) => appointment_id === id)
  if (!stop) return undefined
  const ids = stops.map(other => other.id)
  const state = deriveRound(ids, taps).stops.get(stop.id)
  return { roundId: round.id, stopId: stop.id, begun: state !== undefined && isBegunOrOver(state) }
}
