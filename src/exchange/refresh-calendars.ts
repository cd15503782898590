import { claimDueSource, type DueSource, keepFailure, keepReading } from '../agenda/calendar-sources.ts'
import { type Db, inTransaction } from '../db/database.ts'
import type { Secrets } from '../secrets.ts'
import type { Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { readAddress } from './calendar-reading.ts'
import type { Reach } from './reach.ts'

/** How long a calendar that was read is taken as it is. */
export const MINUTES_BETWEEN = 60
const LONGEST_MINUTES = 6 * 60

/** Minutes before the next try after so many failures in a row: 5, 10, 20… */
export const minutesAfter = (failures: number): number =>
  Math.min(5 * 2 ** Math.min(failures - 1, 10), LONGEST_MINUTES)

/** What seals the address of a calendar: nobody reads it but who reads the calendar. */
export const sealOf = (id: string): string => `calendar-source:${id}`

type House = { db: Db; secrets: Secrets }

/** Reads a calendar that is due, and says whether there was one: who stops the worker waits for one alone. */
export const refreshCalendars = async (house: House, now: Instant, reach?: Reach): Promise<boolean> => {
  const due = await claimDueSource(house.db, now, addMinutes(now, 10))
  if (due) await refreshSource(house, due, now, reach)
  return due !== undefined
}

/** Reads one calendar again, and says whether that went well. When it fails, the last good reading stays. */
export const refreshSource = async (
  { db, secrets }: House,
  source: DueSource,
  now: Instant,
  reach?: Reach,
): Promise<boolean> => {
  if (source.sealed_address === null) return true
  const reading = await readAddress(
    secrets.open(source.sealed_address, sealOf(source.id)),
    source,
    now,
    reach,
  )
  await inTransaction(db, async trx => {
    if (reading.ok)
      await keepReading(trx, source, { ...reading, nextTryAt: addMinutes(now, MINUTES_BETWEEN) }, now)
    else {
      const nextTryAt = addMinutes(now, minutesAfter(source.failures + 1))
      await keepFailure(trx, source, { why: reading.why, nextTryAt }, now)
    }
  })
  return reading.ok
}
