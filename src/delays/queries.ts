import type { Db, Trx } from '../db/database.ts'
import type { DecisionRow, NoticeRow } from '../db/tables/delays.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { addDays, localDate, toInstant } from '../time.ts'
import type { Duration } from './durations.ts'
import type { Forecast } from './forecast.ts'
import type { Expectations, Lessons } from './lessons.ts'

/**
 * A forecast as kept: with what it was made from, so that it is learned once a day and not at every tap, and with what
 * was expected at first, so that the next day can learn from it. The last two are missing where an older version kept it.
 */
export type KeptForecast = {
  forecast: Forecast
  durations: Record<Id, Duration>
  lessons?: Lessons
  expectations?: Expectations
}

/** The round of this clinician on the last day before `on` that has one and was thought about. */
export const lastRoundBefore = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianId: Id,
  on: LocalDate,
): Promise<{ id: Id; on: LocalDate } | undefined> =>
  await db
    .selectFrom('rounds as r')
    .innerJoin('forecasts as f', 'f.round_id', 'r.id')
    .select(['r.id', 'r.on'])
    .where('r.practice_id', '=', practiceId)
    .where('r.clinician_id', '=', clinicianId)
    .where('r.on', '<', on)
    .orderBy('r.on', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The latest forecast of a round; undefined before its first tap or look. */
export const currentForecast = async (
  db: Db | Trx,
  practiceId: Id,
  roundId: Id,
): Promise<KeptForecast | undefined> => {
  const row = await db
    .selectFrom('forecasts')
    .select('content')
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .executeTakeFirst()
  return row && (JSON.parse(row.content) as KeptForecast)
}

export const keepForecast = async (
  trx: Trx,
  { practiceId, roundId }: { practiceId: Id; roundId: Id },
  kept: KeptForecast,
  now: Instant,
): Promise<void> => {
  const { lookAgainAt } = kept.forecast
  const row = {
    practice_id: practiceId,
    computed_at: now,
    look_again_at: lookAgainAt === null ? null : toInstant(lookAgainAt),
    content: JSON.stringify(kept),
  }
  await trx
    .insertInto('forecasts')
    .values({ round_id: roundId, ...row })
    .onConflict(conflict => conflict.column('round_id').doUpdateSet(row))
    .execute()
}

type RoundToLookAt = { practiceId: Id; roundId: Id }

const LOOKS_AT_ONCE = 100

/**
 * The rounds of about today that were never thought about, and those whose forecast changes by now though nobody tapped.
 * Over all practices: for the worker.
 */
export const listRoundsToLookAt = async (db: Db, now: Instant): Promise<RoundToLookAt[]> => [
  ...(await listUnthought(db, now)),
  ...(await listChangingByNow(db, now)),
]

const listUnthought = async (db: Db, now: Instant): Promise<RoundToLookAt[]> => {
  // Somewhere on earth it is this day, or still the one before, or already the next.
  const today = localDate(now, 'utc')
  return await db
    .selectFrom('rounds as r')
    .leftJoin('forecasts as f', 'f.round_id', 'r.id')
    .select(['r.practice_id as practiceId', 'r.id as roundId'])
    .where('f.round_id', 'is', null)
    .where('r.on', '>=', addDays(today, -1))
    .where('r.on', '<=', addDays(today, 1))
    .limit(LOOKS_AT_ONCE)
    .execute()
}

const listChangingByNow = async (db: Db, now: Instant): Promise<RoundToLookAt[]> =>
  await db
    .selectFrom('forecasts')
    .select(['practice_id as practiceId', 'round_id as roundId'])
    .where('look_again_at', '<=', now)
    .orderBy('look_again_at')
    .limit(LOOKS_AT_ONCE)
    .execute()

/** Every notice of a round, oldest first. */
export const listNotices = async (db: Db | Trx, practiceId: Id, roundId: Id): Promise<NoticeRow[]> =>
  await db
    .selectFrom('notices')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .orderBy('id')
    .execute()

/** The latest decision of each stop of a round. */
export const listDecisions = async (
  db: Db | Trx,
  practiceId: Id,
  roundId: Id,
): Promise<Map<Id, DecisionRow>> => {
  const rows = await db
    .selectFrom('decisions')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .orderBy('id')
    .execute()
  return new Map(rows.map(row => [row.stop_id, row]))
}

/** Everything decided about one stop, oldest first: what can be shown afterwards. */
export const listDecisionsOfStop = async (
  db: Db | Trx,
  practiceId: Id,
  roundId: Id,
  stopId: Id,
): Promise<DecisionRow[]> =>
  await db
    .selectFrom('decisions')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('round_id', '=', roundId)
    .where('stop_id', '=', stopId)
    .orderBy('id')
    .execute()
