import type { Trx } from '../db/database.ts'
import type { PhoneRow } from '../db/tables/patients.ts'
import type { Id } from '../terms.ts'

/** What delivery has taught about a number, for everybody of the practice who has it: it is called from then on. */
export const markPhone = async (
  trx: Trx,
  practiceId: Id,
  e164: string,
  status: PhoneRow['status'],
): Promise<void> => {
  await trx
    .updateTable('phones')
    .set({ status })
    .where('practice_id', '=', practiceId)
    .where('e164', '=', e164)
    .execute()
}
