import { followAppointment } from '../agenda/follow-appointment.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id, Instant } from '../terms.ts'
import { localDate } from '../time.ts'

/**
 * Where a link leads now: to the passage of today, as it is being lived, or to an appointment of another day. What was
 * moved leads to what took its place.
 */
export type Destination =
  | { page: 'passage'; link: PatientLinkRow }
  | { page: 'appointment'; appointment: AppointmentRow; stopId: Id | null }

/** @throws NotFound when what it was about has left the round for good */
export const destinationOf = async (
  db: Db | Trx,
  link: PatientLinkRow,
  now: Instant,
): Promise<Destination> => {
  const linked = await linkedAppointment(db, link)
  const appointment = await followAppointment(db, link.practice_id, linked.id)
  if (appointment.patient_id !== link.patient_id) throw new NotFound()
  if (link.purpose === 'passage' && appointment.id === linked.id) return { page: 'passage', link }
  const stopId = await findStopId(db, appointment)
  const isToday = appointment.on <= localDate(now, await zoneOf(db, link.practice_id))
  if (isToday && stopId !== null && appointment.status !== 'cancelled')
    return { page: 'passage', link: { ...link, purpose: 'passage', ref_id: stopId } }
  return { page: 'appointment', appointment, stopId }
}

const linkedAppointment = async (db: Db | Trx, link: PatientLinkRow): Promise<{ id: Id }> => {
  if (link.purpose === 'appointment') return { id: link.ref_id }
  const stop = await db
    .selectFrom('stops')
    .select('appointment_id as id')
    .where('practice_id', '=', link.practice_id)
    .where('id', '=', link.ref_id)
    .executeTakeFirst()
  if (!stop) throw new NotFound()
  return stop
}

const findStopId = async (db: Db | Trx, { practice_id, id }: AppointmentRow): Promise<Id | null> => {
  const stop = await db
    .selectFrom('stops')
    .select('id')
    .where('practice_id', '=', practice_id)
    .where('appointment_id', '=', id)
    .executeTakeFirst()
  return stop?.id ?? null
}

const zoneOf = async (db: Db | Trx, practiceId: Id): Promise<string> =>
  (await db.selectFrom('practices').select('zone').where('id', '=', practiceId).executeTakeFirstOrThrow())
    .zone
