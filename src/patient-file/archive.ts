import { endLinks } from '../access/links.ts'
import type { Actor } from '../agenda/history.ts'
import { listUpcoming } from '../agenda/queries.ts'
import { changeStatus } from '../agenda/transition.ts'
import type { Trx } from '../db/database.ts'
import { forgetStop } from '../delays/forget-stop.ts'
import { reconsider } from '../delays/reconsider.ts'
import { cancelMessages } from '../messages/outbox.ts'
import { withdrawTasks } from '../messages/tasks.ts'
import { type ArchiveReason, markArchived } from '../patients/archive.ts'
import { findVisit } from '../rounds/visit.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { localDate } from '../time.ts'

export type Archival = { practiceId: Id; patientId: Id; reason: ArchiveReason; zone: Zone; by: Actor }

/**
 * Takes a patient out of the practice's days: in one transaction nothing more is sent, asked or shown to anybody
 * about them, and the visits to come are cancelled. What took place is not. False when somebody did it before.
 */
export const archivePatient = async (trx: Trx, archival: Archival, now: Instant): Promise<boolean> => {
  const { practiceId, patientId, reason, zone } = archival
  if (!(await markArchived(trx, { practiceId, patientId }, reason, now))) return false
  const today = localDate(now, zone)
  const shortened = new Set<Id>()
  for (const appointment of await listUpcoming(trx, practiceId, patientId, today)) {
    const visit = await findVisit(trx, appointment)
    if (visit?.begun) continue
    const cancelled = { practiceId, id: appointment.id, to: 'cancelled', by: archival.by } as const
    await changeStatus(trx, { ...cancelled, reason: 'patient_archived' }, now)
    if (!visit) continue
    await forgetStop(trx, { practiceId, stopId: visit.stopId }, now)
    if (appointment.on === today) shortened.add(visit.roundId)
  }
  await cancelMessages(trx, { practiceId, patientId }, 'patient_archived', now)
  await endLinks(trx, { practiceId, patientId }, now)
  await withdrawTasks(trx, { practiceId, patientId }, now)
  for (const roundId of shortened) await reconsider(trx, { practiceId, roundId }, now)
  return true
}
