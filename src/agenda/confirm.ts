import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Instant } from '../terms.ts'
import type { Actor } from './history.ts'
import { changeStatus } from './transition.ts'

/** « Je viendrai »: all that a patient has on the day of an appointment. Said twice, it counts once. */
export const confirmDay = async (
  trx: Trx,
  { practice_id: practiceId, patient_id, on }: Pick<AppointmentRow, 'practice_id' | 'patient_id' | 'on'>,
  by: Actor,
  now: Instant,
): Promise<number> => {
  const booked = await trx
    .selectFrom('appointments')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patient_id)
    .where('on', '=', on)
    .where('status', '=', 'booked')
    .execute()
  let confirmed = 0
  for (const { id } of booked)
    if ((await changeStatus(trx, { practiceId, id, to: 'confirmed', by }, now)) === 'changed') confirmed++
  return confirmed
}
