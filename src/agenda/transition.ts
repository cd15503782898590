import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, Instant } from '../terms.ts'
import { mayBecome } from './appointment-status.ts'
import { type Actor, recordHistory } from './history.ts'
import { noteFreedPlace } from './waiting/places.ts'

export type StatusChange = {
  practiceId: Id
  id: Id
  /** As it was read; without it, whatever it is now. */
  version?: number
  to: AppointmentRow['status']
  by: Actor
  reason?: string | null
  /** The appointment that takes its place, when it is moved. */
  movedToId?: Id
}

/** `outdated`: somebody changed it since it was read. `impossible`: that cannot follow what it is. */
export type Transition = 'changed' | 'outdated' | 'impossible'

/** The one way to change what became of an appointment: guarded, and written into its history. */
export const changeStatus = async (
  trx: Trx,
  { practiceId, id, version, to, by, reason, movedToId }: StatusChange,
  now: Instant,
): Promise<Transition> => {
  const current = await trx
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!current || (version !== undefined && version !== current.version)) return 'outdated'
  if (!mayBecome(current.status, to)) return 'impossible'
  await trx
    .updateTable('appointments')
    .set({ status: to, version: current.version + 1, ...(movedToId && { moved_to_id: movedToId }) })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .execute()
  await recordHistory(trx, { practiceId, appointmentId: id, from: current.status, to, by, reason }, now)
  if (to === 'cancelled' || to === 'moved') await noteFreedPlace(trx, current, now)
  return 'changed'
}
