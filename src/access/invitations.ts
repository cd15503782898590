import type { Db, Trx } from '../db/database.ts'
import type { OneTimeLinkRow } from '../db/tables/access.ts'
import type { Secrets } from '../secrets.ts'
import type { Id, Instant, LocalDate, Role } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { findUserByEmail } from './accounts.ts'
import { addMembership } from './memberships.ts'
import { issueOneTimeLink, useOneTimeLink } from './one-time-links.ts'
import { MOST_REPLACED_AT_ONCE, mostReplacedAtOnce, type ReplacementPeriod } from './replacements.ts'

const GOOD_FOR_DAYS = 7

export type NewInvitation = {
  email: string
  role: Role
  profession: string | null
  /** For a substitute only, else null. */
  fromOn: LocalDate | null
  toOn: LocalDate | null
  replacesUserId: Id | null
}

export type InvitationRefusal = 'already a member' | 'not a caregiver here' | 'replaces too many'

/** Invites somebody into a practice; the token is for the link that the owner hands over. */
export const invite = async (
  trx: Trx,
  secrets: Secrets,
  invitation: NewInvitation & { practiceId: Id; by: Id },
  now: Instant,
): Promise<{ token: string } | { refusal: InvitationRefusal }> => {
  const refusal = await refusalOf(trx, invitation, now)
  if (refusal) return { refusal }
  const token = await issueOneTimeLink(
    trx,
    secrets,
    {
      purpose: 'invitation',
      practice_id: invitation.practiceId,
      email: invitation.email,
      role: invitation.role,
      profession: invitation.profession,
      from_on: invitation.fromOn,
      to_on: invitation.toOn,
      replaces_user_id: invitation.replacesUserId,
      created_by: invitation.by,
      expires_at: addMinutes(now, GOOD_FOR_DAYS * 24 * 60),
    },
    now,
  )
  return { token }
}

const refusalOf = async (
  trx: Trx,
  { practiceId, email, role, fromOn, toOn, replacesUserId }: NewInvitation & { practiceId: Id },
  now: Instant,
): Promise<InvitationRefusal | null> => {
  const user = await findUserByEmail(trx, email)
  const invited = await listInvitations(trx, practiceId, now)
  const pending = invited.filter(link => link.email === email).flatMap(link => periodOf(link))
  const current = user ? await membershipsIn(trx, practiceId, user.id) : []
  if (current.some(row => excludes(row, role, now))) return 'already a member'
  if (role !== 'substitute') return null
  if (!replacesUserId || !(await isCaregiver(trx, practiceId, replacesUserId))) return 'not a caregiver here'
  const periods = [
    ...pending,
    ...current.flatMap(periodOf),
    { userId: replacesUserId, fromOn: fromOn!, toOn: toOn! },
  ]
  return mostReplacedAtOnce(periods) > MOST_REPLACED_AT_ONCE ? 'replaces too many' : null
}

type HasPeriod = Pick<OneTimeLinkRow, 'replaces_user_id' | 'from_on' | 'to_on'>

const periodOf = ({ replaces_user_id, from_on, to_on }: HasPeriod): ReplacementPeriod[] =>
  replaces_user_id && from_on && to_on ? [{ userId: replaces_user_id, fromOn: from_on, toOn: to_on }] : []

const membershipsIn = async (trx: Trx, practiceId: Id, userId: Id) =>
  await trx
    .selectFrom('memberships')
    .select(['role', 'from_on', 'to_on', 'replaces_user_id'])
    .where('practice_id', '=', practiceId)
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()

/** One role at a time in a practice; replacements follow each other, and end by themselves. */
const excludes = (current: { role: Role; to_on: LocalDate | null }, invited: Role, now: Instant): boolean =>
  current.role !== 'substitute' || (invited !== 'substitute' && (current.to_on ?? '') >= now.slice(0, 10))

const isCaregiver = async (trx: Trx, practiceId: Id, userId: Id): Promise<boolean> =>
  (await membershipsIn(trx, practiceId, userId)).some(row => row.role === 'owner' || row.role === 'clinician')

/** The invitations that can still be taken up, the newest first. */
export const listInvitations = async (db: Db, practiceId: Id, now: Instant): Promise<OneTimeLinkRow[]> =>
  await db
    .selectFrom('one_time_links')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('purpose', '=', 'invitation')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .execute()

/** Takes an invitation back. False when there is no such open invitation in this practice. */
export const revokeInvitation = async (db: Db, practiceId: Id, id: Id, now: Instant): Promise<boolean> => {
  const revoked = await db
    .updateTable('one_time_links')
    .set({ expires_at: now })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('purpose', '=', 'invitation')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return revoked.numUpdatedRows > 0n
}

/** Makes the account a member as invited. The rule on replacements is asked again: time has passed. */
export const acceptInvitation = async (
  trx: Trx,
  link: OneTimeLinkRow,
  userId: Id,
  now: Instant,
): Promise<'joined' | 'too late' | InvitationRefusal> => {
  const practiceId = link.practice_id!
  const current = await membershipsIn(trx, practiceId, userId)
  if (current.some(row => excludes(row, link.role!, now))) return 'already a member'
  const periods = [...current.flatMap(periodOf), ...periodOf(link)]
  if (mostReplacedAtOnce(periods) > MOST_REPLACED_AT_ONCE) return 'replaces too many'
  if (!(await useOneTimeLink(trx, link, now))) return 'too late'
  const { role, profession, from_on, to_on, replaces_user_id } = link
  const membership = { practice_id: practiceId, user_id: userId, role: role!, profession }
  await addMembership(trx, { ...membership, from_on, to_on, replaces_user_id }, now)
  await trx.updateTable('one_time_links').set({ user_id: userId }).where('id', '=', link.id).execute()
  return 'joined'
}
