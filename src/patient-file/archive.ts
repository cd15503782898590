import { endLinks } from '../access/links.ts'
import { cancelAppointment, listUpcoming } from '../agenda/queries.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { cancelMessages } from '../messages/outbox.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import { type ArchiveReason, markArchived } from '../patients/archive.ts'
import { findRound, loadRound } from '../rounds/queries.ts'
import { deriveRound, isBegunOrOver } from '../rounds/round-state.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { localDate } from '../time.ts'

export type Archival = { practiceId: Id; patientId: Id; reason: ArchiveReason; zone: Zone }

/**
 * Takes a patient out of the practice's days: in one transaction nothing more is sent, asked or shown to anybody
 * about them, and the visits to come are cancelled. Gives the rounds that lost a visit.
 */
export const archivePatient = async (trx: Trx, archival: Archival, now: Instant): Promise<Set<Id>> => {
  const { practiceId, patientId, reason, zone } = archival
  if (!(await markArchived(trx, { practiceId, patientId }, reason, now))) return new Set()
  const changedRounds = new Set<Id>()
  for (const appointment of await listUpcoming(trx, practiceId, patientId, localDate(now, zone))) {
    const visit = await findVisit(trx, appointment)
    if (visit?.begun) continue
    await cancelAppointment(trx, { practiceId, id: appointment.id, version: appointment.version })
    if (visit) changedRounds.add(visit.roundId)
  }
  await cancelMessages(trx, { practiceId, patientId }, 'patient_archived', now)
  await endLinks(trx, { practiceId, patientId }, now)
  await withdrawTasks(trx, { practiceId, patientId }, now)
  return changedRounds
}

/** Where an appointment stands in its round, and whether the visit has begun: what took place is not cancelled. */
const findVisit = async (
  trx: Trx,
  { practice_id, clinician_id, on, id }: AppointmentRow,
): Promise<{ roundId: Id; begun: boolean } | undefined> => {
  const round = await findRound(trx, practice_id, clinician_id, on)
  if (!round) return undefined
  const { stops, taps } = await loadRound(trx, practice_id, round.id)
  const stop = stops.find(({ appointment_id }) => appointment_id === id)
  if (!stop) return undefined
  const state = deriveRound(
    stops.map(other => other.id),
    taps,
  ).stops.get(stop.id)
  return { roundId: round.id, begun: state !== undefined && isBegunOrOver(state) }
}
