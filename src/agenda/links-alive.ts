import { linkEnd } from '../access/link-end.ts'
import { prolongLinks } from '../access/links.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Zone } from '../terms.ts'
import { latestStartOf } from './reminder-time.ts'

/** The links to what this one took the place of lead to what stands now, until it is over. */
export const keepLinksAlive = async (trx: Trx, appointment: AppointmentRow, zone: Zone): Promise<void> => {
  const { practice_id: practiceId, on } = appointment
  const expiresAt = linkEnd({ on, zone, agreedAt: latestStartOf(appointment, zone), estimateAt: null })
  let refIds = [appointment.id]
  while (refIds.length > 0) {
    for (const refId of refIds) await prolongLinks(trx, { practiceId, refId, expiresAt })
    const earlier = await trx
      .selectFrom('appointments')
      .select('id')
      .where('practice_id', '=', practiceId)
      .where('moved_to_id', 'in', refIds)
      .execute()
    refIds = earlier.map(({ id }) => id)
  }
}
