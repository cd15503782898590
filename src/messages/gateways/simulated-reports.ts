import { type Db, inTransaction } from '../../db/database.ts'
import type { Instant } from '../../terms.ts'
import { addSeconds } from '../../time.ts'
import { recordReport } from '../delivery-status.ts'
import type { Origins } from '../origins.ts'

const SECONDS_ON_THE_WAY = 5

/** The simulated network reports what the simulated gateway took some seconds ago as delivered. */
export const reportSimulatedDeliveries = async (db: Db, origins: Origins, now: Instant): Promise<void> => {
  const arrived = await db
    .selectFrom('messages')
    .select(['id', 'practice_id', 'provider_id'])
    .where('status', '=', 'accepted')
    .where('provider_id', 'like', 'simulated:%')
    .where('updated_at', '<=', addSeconds(now, -SECONDS_ON_THE_WAY))
    .execute()
  for (const { id, practice_id, provider_id } of arrived) {
    const report = { status: 'delivered', providerId: provider_id } as const
    await inTransaction(db, trx => recordReport(trx, origins, { practiceId: practice_id, id }, report, now))
  }
}
