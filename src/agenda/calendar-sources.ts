import type { Db, Trx } from '../db/database.ts'
import type { CalendarSourceRow } from '../db/tables/calendars.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { toInstant } from '../time.ts'
import type { Interval } from './ics-busy.ts'

type Of = { practiceId: Id; clinicianId: Id }

/** The other calendars of a clinician, oldest first. */
export const listSources = async (
  db: Db | Trx,
  { practiceId, clinicianId }: Of,
): Promise<CalendarSourceRow[]> =>
  await db
    .selectFrom('calendar_sources')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .orderBy('id')
    .execute()

/** A clinician's own calendar; nobody else's is found. */
export const findSource = async (
  db: Db | Trx,
  { practiceId, clinicianId }: Of,
  id: Id,
): Promise<CalendarSourceRow | undefined> =>
  await db
    .selectFrom('calendar_sources')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Adds a calendar that nobody has read yet. The address comes sealed. */
export const addSource = async (
  trx: Trx,
  source: Of & { id: Id; name: string; sealedAddress: string | null },
  now: Instant,
): Promise<void> => {
  await trx
    .insertInto('calendar_sources')
    .values({
      id: source.id,
      practice_id: source.practiceId,
      clinician_id: source.clinicianId,
      name: source.name,
      sealed_address: source.sealedAddress,
      created_at: now,
      tried_at: null,
      read_at: null,
      covers_to_at: null,
      left_out: 0,
      etag: null,
      failure: null,
      failing_since_at: null,
      failures: 0,
      next_try_at: null,
    })
    .execute()
}

export const removeSource = async (trx: Trx, source: Pick<CalendarSourceRow, 'id'>): Promise<void> => {
  await trx.deleteFrom('busy_times').where('source_id', '=', source.id).execute()
  await trx.deleteFrom('calendar_sources').where('id', '=', source.id).execute()
}

/** A reading that succeeded. `busy` null: the server says that nothing changed, and the times stay as they are. */
export type GoodReading = {
  busy: Interval[] | null
  coversToAt: Instant | null
  leftOut: number
  etag: string | null
  nextTryAt: Instant | null
}

type Source = Pick<CalendarSourceRow, 'id' | 'practice_id' | 'clinician_id'>

/** Puts what was read in the place of what was read before. */
export const keepReading = async (
  trx: Trx,
  source: Source,
  reading: GoodReading,
  now: Instant,
): Promise<void> => {
  const { busy, coversToAt, leftOut, etag, nextTryAt } = reading
  const kept = await trx
    .updateTable('calendar_sources')
    .set({ tried_at: now, read_at: now, failure: null, failing_since_at: null, failures: 0 })
    .set({ next_try_at: nextTryAt })
    .$if(busy !== null, query => query.set({ covers_to_at: coversToAt, left_out: leftOut, etag }))
    .where('id', '=', source.id)
    .executeTakeFirst()
  // It may have been taken away while it was read.
  if (busy !== null && kept.numUpdatedRows > 0n) await replaceBusyTimes(trx, source, busy)
}

const ROWS_AT_ONCE = 500

const replaceBusyTimes = async (trx: Trx, source: Source, busy: Interval[]): Promise<void> => {
  await trx.deleteFrom('busy_times').where('source_id', '=', source.id).execute()
  const rows = busy.map(({ from, to }) => ({
    id: newId(),
    practice_id: source.practice_id,
    source_id: source.id,
    clinician_id: source.clinician_id,
    from_at: toInstant(from),
    to_at: toInstant(to),
  }))
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    await trx
      .insertInto('busy_times')
      .values(rows.slice(start, start + ROWS_AT_ONCE))
      .execute()
}

/** Notes that a reading failed. The times of the last good one go on counting. */
export const keepFailure = async (
  trx: Trx,
  source: Pick<CalendarSourceRow, 'id' | 'failures' | 'failing_since_at'>,
  failure: { why: string; nextTryAt: Instant },
  now: Instant,
): Promise<void> => {
  await trx
    .updateTable('calendar_sources')
    .set({ tried_at: now, failure: failure.why, failures: source.failures + 1 })
    .set({ failing_since_at: source.failing_since_at ?? now, next_try_at: failure.nextTryAt })
    .where('id', '=', source.id)
    .execute()
}

export type DueSource = CalendarSourceRow & { zone: Zone }

/**
 * Takes a calendar that is to be read by now, over all practices: until `busyUntilAt` no other worker takes it, and should
 * this one die it comes again then. Those of people who left the practice are read no more.
 */
export const claimDueSource = async (
  db: Db,
  now: Instant,
  busyUntilAt: Instant,
): Promise<DueSource | undefined> => {
  const due = await db
    .selectFrom('calendar_sources as s')
    .innerJoin('practices as p', 'p.id', 's.practice_id')
    .selectAll('s')
    .select('p.zone')
    .where('s.next_try_at', '<=', now)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('memberships as m')
          .select('m.id')
          .whereRef('m.practice_id', '=', 's.practice_id')
          .whereRef('m.user_id', '=', 's.clinician_id')
          .where('m.ended_at', 'is', null),
      ),
    )
    .orderBy('s.next_try_at')
    .executeTakeFirst()
  if (!due) return undefined
  const claimed = await db
    .updateTable('calendar_sources')
    .set({ next_try_at: busyUntilAt })
    .where('id', '=', due.id)
    .where('next_try_at', '=', due.next_try_at)
    .executeTakeFirst()
  return claimed.numUpdatedRows > 0n ? due : undefined
}

/** How many busy times each calendar of a clinician still has to come. */
export const countBusyTimes = async (
  db: Db | Trx,
  { practiceId, clinicianId }: Of,
  now: Instant,
): Promise<Map<Id, number>> => {
  const rows = await db
    .selectFrom('busy_times')
    .select('source_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('to_at', '>', now)
    .groupBy('source_id')
    .execute()
  return new Map(rows.map(row => [row.source_id, Number(row.count)]))
}
