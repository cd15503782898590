import type { Db } from '../db/database.ts'
import { newId } from '../ids.ts'
import { randomToken, type Secrets } from '../secrets.ts'
import type { Id, Instant } from '../terms.ts'
import { addMinutes, localDate } from '../time.ts'
import type { Account, Member } from './member.ts'

const SESSION_DAYS = 30

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

/** Who holds this cookie, and as what in the practice they chose. */
export const findSignedIn = async (
  db: Db,
  secrets: Secrets,
  token: string,
  now: Instant,
): Promise<SignedIn | undefined> => {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .leftJoin('practices as p', 'p.id', 's.practice_id')
    .select([
      's.id as sessionId',
      's.practice_id as practiceId',
      'u.id as userId',
      'u.email',
      'u.first_name as firstName',
    ])
    .select([
      'u.last_name as lastName',
      'p.name as practiceName',
      'p.zone',
      'p.secretary_reads_clinical as secretaryReads',
    ])
    .where('s.token_hash', '=', hashOf(secrets, token))
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return undefined
  const { userId, sessionId, email, firstName, lastName, practiceId, practiceName, zone } = row
  const account = { userId, sessionId, email, firstName, lastName }
  if (!practiceId || !practiceName || !zone) return { account, member: null }
  const membership = await findMembership(db, practiceId, userId, localDate(now, zone))
  if (!membership) return { account, member: null }
  const readsClinical = membership.role !== 'secretary' || row.secretaryReads === 1
  return {
    account,
    member: {
      userId,
      sessionId,
      firstName,
      lastName,
      practiceId,
      practiceName,
      zone,
      readsClinical,
      ...membership,
    },
  }
}

/** The membership in force today; a substitute's only between its dates. */
const findMembership = async (db: Db, practiceId: Id, userId: Id, today: string) =>
  await db
    .selectFrom('memberships')
    .select([
      'role',
      'profession',
      'from_on as fromOn',
      'to_on as toOn',
      'replaces_user_id as replacesUserId',
    ])
    .where('practice_id', '=', practiceId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where(eb =>
      eb.or([eb('role', '!=', 'substitute'), eb.and([eb('from_on', '<=', today), eb('to_on', '>=', today)])]),
    )
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
