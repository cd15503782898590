import { listMembershipsInForce, type MembershipInForce } from '../access/memberships.ts'
import type { Db, Trx } from '../db/database.ts'
import type { CalendarFeedRow } from '../db/tables/calendars.ts'
import { newId } from '../ids.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant, LocalDate, Zone } from '../terms.ts'
import { addDays, addMinutes, localDate } from '../time.ts'
import type { FeedAppointment } from './calendar-feed.ts'

/** 32 base64url characters: 192 bits, since no second factor stands behind it. */
const TOKEN_LENGTH = 32
const WEEKS_BACK = 2
const WEEKS_AHEAD = 13
const SEEN_EVERY_MINUTES = 5

const hashOf = (secrets: Secrets, token: string): string => secrets.keyedHash('calendar-feed-hash', token)

/** The token of a feed, for its member alone: it can be shown again, though only its hash is stored. */
export const feedToken = (secrets: Secrets, id: Id): string =>
  secrets.keyedHash('calendar-feed', id).slice(0, TOKEN_LENGTH)

type Of = { practiceId: Id; userId: Id }

export const findFeedOf = async (
  db: Db | Trx,
  { practiceId, userId }: Of,
): Promise<CalendarFeedRow | undefined> =>
  await db
    .selectFrom('calendar_feeds')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** Gives a member a new feed; the one before, if any, opens no more. */
export const openFeed = async (
  trx: Trx,
  secrets: Secrets,
  feed: Of & Pick<CalendarFeedRow, 'titles'>,
  now: Instant,
): Promise<void> => {
  await endFeed(trx, feed, now)
  const id = newId()
  await trx
    .insertInto('calendar_feeds')
    .values({
      id,
      practice_id: feed.practiceId,
      user_id: feed.userId,
      token_hash: hashOf(secrets, feedToken(secrets, id)),
      titles: feed.titles,
      created_at: now,
      last_seen_at: null,
      ended_at: null,
    })
    .execute()
}

export const endFeed = async (trx: Trx, { practiceId, userId }: Of, now: Instant): Promise<void> => {
  await trx
    .updateTable('calendar_feeds')
    .set({ ended_at: now })
    .where('practice_id', '=', practiceId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Whose days a feed shows, and which: a substitute’s are their own and those taken over, on the dates alone. */
type Span = { clinicianId: Id; fromOn: LocalDate; toOn: LocalDate }

export type OpenFeed = { feed: CalendarFeedRow; practiceName: string; zone: Zone; spans: Span[] }

/** The feed behind a token, while its member is one. */
export const findFeed = async (
  db: Db,
  secrets: Secrets,
  token: string,
  now: Instant,
): Promise<OpenFeed | undefined> => {
  if (token.length !== TOKEN_LENGTH) return undefined
  const feed = await db
    .selectFrom('calendar_feeds')
    .selectAll()
    .where('token_hash', '=', hashOf(secrets, token))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!feed) return undefined
  const memberships = (await listMembershipsInForce(db, feed.user_id, now)).filter(
    ({ practiceId }) => practiceId === feed.practice_id,
  )
  const [first] = memberships
  if (!first) return undefined
  const spans = memberships.flatMap(membership => spansOf(membership, feed.user_id, now))
  return { feed, practiceName: first.practiceName, zone: first.zone, spans }
}

const spansOf = (membership: MembershipInForce, userId: Id, now: Instant): Span[] => {
  const today = localDate(now, membership.zone)
  const fromOn = addDays(today, -7 * WEEKS_BACK)
  const toOn = addDays(today, 7 * WEEKS_AHEAD)
  const { replacesUserId, fromOn: first, toOn: last } = membership
  if (!replacesUserId || !first || !last) return [{ clinicianId: userId, fromOn, toOn }]
  const taken = { fromOn: [first, fromOn].toSorted()[1]!, toOn: [last, toOn].toSorted()[0]! }
  return [userId, replacesUserId].map(clinicianId => ({ clinicianId, ...taken }))
}

export const markFeedSeen = async (db: Db, feed: CalendarFeedRow, now: Instant): Promise<void> => {
  if (feed.last_seen_at && feed.last_seen_at > addMinutes(now, -SEEN_EVERY_MINUTES)) return
  await db.updateTable('calendar_feeds').set({ last_seen_at: now }).where('id', '=', feed.id).execute()
}

/** What a feed shows: also what was cancelled or moved away, so that calendars which keep a copy take it out. */
export const listFeedAppointments = async (
  db: Db,
  { feed, spans }: OpenFeed,
): Promise<(FeedAppointment & { patient_id: Id })[]> => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .select(['a.id', 'a.on', 'a.kind', 'a.agreed_at', 'a.window_from_at', 'a.window_to_at'])
    .select(['a.duration_minutes', 'a.status', 'a.version', 'a.created_at', 'a.patient_id'])
    .select(['p.first_name', 'p.last_name'])
    .select(eb =>
      eb
        .selectFrom('appointment_events as e')
        .select(({ fn }) => fn.max('e.at').as('at'))
        .whereRef('e.practice_id', '=', 'a.practice_id')
        .whereRef('e.appointment_id', '=', 'a.id')
        .as('changed_at'),
    )
    .where('a.practice_id', '=', feed.practice_id)
    .where('a.status', '!=', 'proposed')
    .where(eb =>
      eb.or(
        spans.map(({ clinicianId, fromOn, toOn }) =>
          eb.and([eb('a.clinician_id', '=', clinicianId), eb('a.on', '>=', fromOn), eb('a.on', '<=', toOn)]),
        ),
      ),
    )
    .orderBy('a.on')
    .orderBy('a.id')
    .execute()
  return rows.map(({ changed_at, created_at, ...row }) => ({ ...row, changedAt: changed_at ?? created_at }))
}
