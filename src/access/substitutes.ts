import type { Db, Trx } from '../db/database.ts'
import type { Id, LocalDate } from '../terms.ts'

/** Who takes over a clinician's rounds, both days included. */
export type Substitute = {
  userId: Id
  firstName: string
  lastName: string
  fromOn: LocalDate
  toOn: LocalDate
}

type Days = { fromOn: LocalDate; toOn: LocalDate }

/** Who replaces a clinician on some of these days, whoever was invited last first. */
export const listSubstitutes = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianId: Id,
  { fromOn, toOn }: Days,
): Promise<Substitute[]> => {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .select(['m.user_id as userId', 'u.first_name as firstName', 'u.last_name as lastName'])
    .select(['m.from_on as fromOn', 'm.to_on as toOn'])
    .where('m.practice_id', '=', practiceId)
    .where('m.role', '=', 'substitute')
    .where('m.replaces_user_id', '=', clinicianId)
    .where('m.ended_at', 'is', null)
    .where('m.from_on', '<=', toOn)
    .where('m.to_on', '>=', fromOn)
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id', 'desc')
    .execute()
  return rows.map(row => ({ ...row, fromOn: row.fromOn!, toOn: row.toOn! }))
}

export const substituteOn = (on: LocalDate, substitutes: readonly Substitute[]): Substitute | undefined =>
  substitutes.find(({ fromOn, toOn }) => fromOn <= on && on <= toOn)
