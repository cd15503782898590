import type { Db, Trx } from '../db/database.ts'
import type { HandoverCheckRow } from '../db/tables/agenda.ts'
import type { Id, Instant } from '../terms.ts'

type Check = Pick<HandoverCheckRow, 'practice_id' | 'round_id' | 'user_id' | 'patient_id'>

/** What somebody has read of a round that they take over, by patient. */
export const listHandoverChecks = async (
  db: Db | Trx,
  { practice_id, round_id, user_id }: Omit<Check, 'patient_id'>,
): Promise<Map<Id, HandoverCheckRow>> => {
  const rows = await db
    .selectFrom('handover_checks')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('round_id', '=', round_id)
    .where('user_id', '=', user_id)
    .execute()
  return new Map(rows.map(row => [row.patient_id, row]))
}

/** Keeps that it was read in this version; a later one replaces it. */
export const checkHandover = async (
  trx: Trx,
  check: Check,
  cadreVersion: number,
  now: Instant,
): Promise<void> => {
  const news = { cadre_version: cadreVersion, checked_at: now }
  await trx
    .insertInto('handover_checks')
    .values({ ...check, ...news })
    .onConflict(conflict =>
      conflict.columns(['practice_id', 'round_id', 'user_id', 'patient_id']).doUpdateSet(news),
    )
    .execute()
}

export const uncheckHandover = async (trx: Trx, check: Check): Promise<void> => {
  await trx
    .deleteFrom('handover_checks')
    .where('practice_id', '=', check.practice_id)
    .where('round_id', '=', check.round_id)
    .where('user_id', '=', check.user_id)
    .where('patient_id', '=', check.patient_id)
    .execute()
}
