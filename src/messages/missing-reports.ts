import { type Db, inTransaction } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import type { Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { readCircuit } from './circuit.ts'
import type { Delivery } from './deliver.ts'
import { recordReport } from './delivery-status.ts'
import { dueForLook, type Look, recordLook } from './looks.ts'

const ASK: Look = { name: 'asked about', firstSeconds: 120, longestSeconds: 1800 }

const DAY_MINUTES = 24 * 60

/** How many texts the provider is asked about in one turn. */
const AT_ONCE = 10

/**
 * Asks the provider about texts whose arrival it should have reported by now: a report that came while nobody listened
 * does not come again, and one that says « not delivered » is a call to make. Gives how many it had news of.
 */
export const askForMissingReports = async ({
  db,
  gateway,
  origins,
  clock,
}: Pick<Delivery, 'db' | 'gateway' | 'origins' | 'clock'>): Promise<number> => {
  let news = 0
  if (!gateway.reportOn || (await readCircuit(db)).probe_at !== null) return news
  const unreported = await listUnreported(db, clock.now())
  for (const message of (await dueForLook(db, unreported, ASK, clock.now())).slice(0, AT_ONCE)) {
    const report = await gateway.reportOn(message.provider_id!)
    if (report === null) return news
    const isNews = await inTransaction(db, async trx => {
      const now = clock.now()
      const of = { practiceId: message.practice_id, id: message.id }
      if (await recordReport(trx, origins, of, report, now)) return true
      await recordLook(trx, message, ASK, now)
      return false
    })
    if (isNews) news++
  }
  return news
}

/** At the provider, without its last word, and still of use. */
const listUnreported = async (db: Db, now: Instant): Promise<MessageRow[]> =>
  await db
    .selectFrom('messages')
    .selectAll()
    .where('status', 'in', ['accepted', 'sent'])
    // Some networks never report: those of earlier days are not read again.
    .where('due_at', '>', addMinutes(now, -DAY_MINUTES))
    .where('useful_until_at', '>', now)
    .where('provider_id', 'is not', null)
    .execute()
