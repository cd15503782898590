import type { Db } from '../db/database.ts'
import { newId } from '../ids.ts'
import { randomToken, type Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { addMinutes } from '../time.ts'
import type { Account, Member } from './member.ts'
import { listMembershipsInForce, type MembershipInForce } from './memberships.ts'

export const SESSION_DAYS = 30
const SEEN_EVERY_MINUTES = 5

export const SESSION_COOKIE = 'prevenance'

const hashOf = (secrets: Secrets, token: string) => secrets.keyedHash('session', token)

export type NewSession = { userId: Id; practiceId: Id | null; userAgent: string }

/** Opens a session and gives the token for the cookie; only its hash is kept. */
export const openSession = async (
  db: Db,
  secrets: Secrets,
  session: NewSession,
  now: Instant,
): Promise<string> => {
  const token = randomToken(24)
  await db
    .insertInto('sessions')
    .values({
      id: newId(),
      token_hash: hashOf(secrets, token),
      user_id: session.userId,
      practice_id: session.practiceId,
      user_agent: session.userAgent.slice(0, 200),
      created_at: now,
      last_seen_at: now,
      expires_at: addMinutes(now, SESSION_DAYS * 24 * 60),
      ended_at: null,
    })
    .execute()
  return token
}

export type SignedIn = { account: Account; member: Member | null }

/**
 * Who holds this cookie, and as what in the practice they chose. Nobody, when the membership that the session was
 * for has ended or a substitute's dates have passed, unless there is another practice to choose.
 */
export const findSignedIn = async (
  db: Db,
  secrets: Secrets,
  token: string,
  now: Instant,
): Promise<SignedIn | undefined> => {
  const session = await findSession(db, secrets, token, now)
  if (!session) return undefined
  if (session.lastSeenAt <= addMinutes(now, -SEEN_EVERY_MINUTES)) await markSeen(db, session.sessionId, now)
  const { practiceId, lastSeenAt, ...account } = session
  if (practiceId === null) return { account, member: null }
  const inForce = await listMembershipsInForce(db, account.userId, now)
  if (inForce.length === 0) return undefined
  return { account, member: memberIn(practiceId, account, inForce) }
}

const findSession = async (db: Db, secrets: Secrets, token: string, now: Instant) =>
  await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id as sessionId', 's.practice_id as practiceId', 's.last_seen_at as lastSeenAt'])
    .select(['u.id as userId', 'u.email', 'u.first_name as firstName', 'u.last_name as lastName'])
    .where('s.token_hash', '=', hashOf(secrets, token))
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .executeTakeFirst()

const markSeen = async (db: Db, sessionId: Id, now: Instant): Promise<void> => {
  await db.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', sessionId).execute()
}

const memberIn = (practiceId: Id, account: Account, inForce: MembershipInForce[]): Member | null => {
  const [membership, ...others] = inForce.filter(row => row.practiceId === practiceId)
  if (!membership) return null
  const replaces = [membership, ...others].flatMap(({ replacesUserId, fromOn, toOn }) =>
    replacesUserId && fromOn && toOn ? [{ userId: replacesUserId, fromOn, toOn }] : [],
  )
  return {
    userId: account.userId,
    sessionId: account.sessionId,
    firstName: account.firstName,
    lastName: account.lastName,
    practiceId,
    practiceName: membership.practiceName,
    zone: membership.zone,
    role: membership.role,
    profession: membership.profession,
    readsClinical: membership.role !== 'secretary' || membership.secretaryReadsClinical,
    replaces,
    replacesUserId: replaces[0]?.userId ?? null,
  }
}

export type ListedSession = { id: Id; userAgent: string; createdAt: Instant; lastSeenAt: Instant }

/** The sessions of an account that still open the door, the most recently seen first. */
export const listSessions = async (db: Db, userId: Id, now: Instant): Promise<ListedSession[]> =>
  await db
    .selectFrom('sessions')
    .select(['id', 'user_agent as userAgent', 'created_at as createdAt', 'last_seen_at as lastSeenAt'])
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** Ends sessions of one account: one, all but one, or all. Says how many. */
export const endSessions = async (
  db: Db,
  userId: Id,
  which: { only?: Id; except?: Id },
  now: Instant,
): Promise<number> => {
  const ended = await db
    .updateTable('sessions')
    .set({ ended_at: now })
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .$if(which.only !== undefined, query => query.where('id', '=', which.only!))
    .$if(which.except !== undefined, query => query.where('id', '!=', which.except!))
    .executeTakeFirst()
  return Number(ended.numUpdatedRows)
}

export const choosePractice = async (db: Db, sessionId: Id, practiceId: Id): Promise<void> => {
  await db.updateTable('sessions').set({ practice_id: practiceId }).where('id', '=', sessionId).execute()
}

/** The practice in which the account last worked, to open there again. */
export const findLastPractice = async (db: Db, userId: Id): Promise<Id | null> => {
  const last = await db
    .selectFrom('sessions')
    .select('practice_id')
    .where('user_id', '=', userId)
    .where('practice_id', 'is not', null)
    .orderBy('last_seen_at', 'desc')
    .executeTakeFirst()
  return last?.practice_id ?? null
}
