import type { Db, Trx } from '../db/database.ts'
import type { MembershipRow } from '../db/tables/access.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate, Role, Zone } from '../terms.ts'
import { localDate } from '../time.ts'

/** A membership in force now, with what its practice says about it. */
export type MembershipInForce = {
  practiceId: Id
  practiceName: string
  zone: Zone
  secretaryReadsClinical: boolean
  role: Role
  profession: string | null
  fromOn: LocalDate | null
  toOn: LocalDate | null
  replacesUserId: Id | null
}

/** What a person is member of at this instant; a substitute only between the dates, in the practice's zone. */
export const listMembershipsInForce = async (
  db: Db,
  userId: Id,
  now: Instant,
): Promise<MembershipInForce[]> => {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('practices as p', 'p.id', 'm.practice_id')
    .select(['p.id as practiceId', 'p.name as practiceName', 'p.zone'])
    .select(['p.secretary_reads_clinical as secretaryReads', 'm.role', 'm.profession'])
    .select(['m.from_on as fromOn', 'm.to_on as toOn', 'm.replaces_user_id as replacesUserId'])
    .where('m.user_id', '=', userId)
    .where('m.ended_at', 'is', null)
    .orderBy('m.created_at', 'desc')
    .orderBy('m.id', 'desc')
    .execute()
  return rows
    .map(({ secretaryReads, ...row }) => ({ ...row, secretaryReadsClinical: secretaryReads === 1 }))
    .filter(row => row.role !== 'substitute' || covers(row, localDate(now, row.zone)))
}

/** Whether a day lies between a substitute's first and last, both included. */
export const covers = (
  { fromOn, toOn }: { fromOn: LocalDate | null; toOn: LocalDate | null },
  on: LocalDate,
): boolean => fromOn !== null && toOn !== null && fromOn <= on && on <= toOn

export type PracticeChoice = { practiceId: Id; practiceName: string; role: Role }

/** The practices among which somebody may choose: one line each, also for who replaces two people there. */
export const listPractices = async (db: Db, userId: Id, now: Instant): Promise<PracticeChoice[]> => {
  const inForce = await listMembershipsInForce(db, userId, now)
  const byPractice = new Map(inForce.map(row => [row.practiceId, row]))
  return [...byPractice.values()].map(({ practiceId, practiceName, role }) => ({
    practiceId,
    practiceName,
    role,
  }))
}

export type ReplacementToCome = { practiceName: string; fromOn: LocalDate; toOn: LocalDate }

/** A substitute's dates that have not begun: what to tell somebody who arrives too early. */
export const listReplacementsToCome = async (
  db: Db,
  userId: Id,
  now: Instant,
): Promise<ReplacementToCome[]> => {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('practices as p', 'p.id', 'm.practice_id')
    .select(['p.name as practiceName', 'p.zone', 'm.from_on as fromOn', 'm.to_on as toOn'])
    .where('m.user_id', '=', userId)
    .where('m.ended_at', 'is', null)
    .where('m.role', '=', 'substitute')
    .orderBy('m.from_on')
    .execute()
  return rows.flatMap(({ zone, practiceName, fromOn, toOn }) =>
    fromOn && toOn && fromOn > localDate(now, zone) ? [{ practiceName, fromOn, toOn }] : [],
  )
}

export type ListedMember = {
  id: Id
  userId: Id
  firstName: string
  lastName: string
  email: string
  role: Role
  profession: string | null
  fromOn: LocalDate | null
  toOn: LocalDate | null
  replaces: string | null
  replacesUserId: Id | null
}

/** Everybody whose membership has not been ended, also a substitute whose dates are past or to come. */
export const listMembers = async (db: Db, practiceId: Id): Promise<ListedMember[]> =>
  await members(db, practiceId).orderBy('m.created_at').orderBy('m.id').execute()

export const findListedMember = async (
  db: Db,
  practiceId: Id,
  membershipId: Id,
): Promise<ListedMember | undefined> =>
  await members(db, practiceId).where('m.id', '=', membershipId).executeTakeFirst()

const members = (db: Db, practiceId: Id) =>
  db
    .selectFrom('memberships as m')
    .innerJoin('users as u', 'u.id', 'm.user_id')
    .leftJoin('users as r', 'r.id', 'm.replaces_user_id')
    .select(['m.id', 'm.user_id as userId', 'u.first_name as firstName', 'u.last_name as lastName'])
    .select(['u.email', 'm.role', 'm.profession', 'm.from_on as fromOn', 'm.to_on as toOn'])
    .select(['r.first_name as replaces', 'm.replaces_user_id as replacesUserId'])
    .where('m.practice_id', '=', practiceId)
    .where('m.ended_at', 'is', null)

export type NewMembership = Pick<
  MembershipRow,
  'practice_id' | 'user_id' | 'role' | 'profession' | 'from_on' | 'to_on' | 'replaces_user_id'
>

export const addMembership = async (trx: Trx, membership: NewMembership, now: Instant): Promise<void> => {
  await trx
    .insertInto('memberships')
    .values({ id: newId(), ...membership, ended_at: null, created_at: now })
    .execute()
}

/**
 * Ends a membership of the practice, and the person's sessions in it unless they stay a member otherwise.
 * The last owner stays: somebody must be able to let others in.
 */
export const endMembership = async (
  trx: Trx,
  practiceId: Id,
  membershipId: Id,
  now: Instant,
): Promise<'ended' | 'unknown' | 'last owner'> => {
  const membership = await trx
    .selectFrom('memberships')
    .select(['id', 'role', 'user_id'])
    .where('practice_id', '=', practiceId)
    .where('id', '=', membershipId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!membership) return 'unknown'
  if (membership.role === 'owner' && (await countLiving(trx, practiceId, { role: 'owner' })) === 1)
    return 'last owner'
  await trx.updateTable('memberships').set({ ended_at: now }).where('id', '=', membership.id).execute()
  if ((await countLiving(trx, practiceId, { user_id: membership.user_id })) === 0)
    await trx
      .updateTable('sessions')
      .set({ ended_at: now })
      .where('user_id', '=', membership.user_id)
      .where('practice_id', '=', practiceId)
      .where('ended_at', 'is', null)
      .execute()
  return 'ended'
}

const countLiving = async (
  trx: Trx,
  practiceId: Id,
  which: { role: Role } | { user_id: Id },
): Promise<number> => {
  const [[column, value]] = Object.entries(which) as [['role' | 'user_id', string]]
  const { count } = await trx
    .selectFrom('memberships')
    .select(eb => eb.fn.countAll<number>().as('count'))
    .where('practice_id', '=', practiceId)
    .where(column, '=', value)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
