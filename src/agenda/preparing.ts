import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'

/** What the practice tells whoever comes to appointments of these kinds, and where those that take place by video are. */
export type Preparing = { instructions: string[]; videoUrls: string[] }

/** Of appointments of one practice; each thing once. */
export const preparingOf = async (
  db: Db | Trx,
  appointments: readonly Pick<AppointmentRow, 'practice_id' | 'kind_id'>[],
): Promise<Preparing> => {
  const kindIds = [...new Set(appointments.flatMap(({ kind_id }) => kind_id ?? []))]
  if (kindIds.length === 0) return { instructions: [], videoUrls: [] }
  const kinds = await db
    .selectFrom('appointment_kinds')
    .select(['instructions', 'video_url'])
    .where('practice_id', '=', appointments[0]!.practice_id)
    .where('id', 'in', kindIds)
    .orderBy('position')
    .execute()
  return {
    instructions: [...new Set(kinds.map(({ instructions }) => instructions).filter(Boolean))],
    videoUrls: [...new Set(kinds.flatMap(({ video_url }) => video_url ?? []))],
  }
}
