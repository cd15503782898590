import { sealHalfSession } from '../../src/access/half-session.ts'
import { invite } from '../../src/access/invitations.ts'
import { issueReset } from '../../src/access/password-resets.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Id } from '../../src/terms.ts'
import { giveCredentials, TOTP_SECRET } from '../support/credentials.ts'
import type { Sent, World } from '../support/route-examples.ts'

export const NEW_PASSWORD = 'lanterne girafe octobre'

/** A house as it is before its first practice. */
export const withoutPractice = async ({ house }: World): Promise<void> => {
  for (const table of [
    'sessions',
    'phones',
    'carers',
    'patients',
    'memberships',
    'practices',
    'users',
  ] as const)
    await house.db.deleteFrom(table).execute()
}

export const halfCookie = async (world: World, userId: Id, kind: 'code' | 'enrolment'): Promise<string> => {
  const { house } = world
  await giveCredentials(house, userId, { secondFactor: kind === 'code' })
  const user = await house.db
    .selectFrom('users')
    .selectAll()
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const step = kind === 'code' ? { kind } : { kind, totpSecret: TOTP_SECRET }
  return `prevenance_half=${sealHalfSession(house.secrets, user, step, '/today', house.clock.epochMs())}`
}

export const resetLink = async ({ house, bastien, halle, camille }: World): Promise<string> => {
  await giveCredentials(house, bastien)
  const reset = { userId: bastien, practiceId: halle.id, by: camille, withSecondFactor: false }
  const token = await inTransaction(house.db, trx => issueReset(trx, house.secrets, reset, house.clock.now()))
  return `/password-reset/${token}`
}

export const invitationLink = async (
  { house, halle, camille }: World,
  practiceId = halle.id,
  email = 'lea@example.fr',
) => {
  const invitation = {
    practiceId,
    by: camille,
    email,
    role: 'clinician' as const,
    profession: 'infirmière',
    fromOn: null,
    toOn: null,
    replacesUserId: null,
  }
  const done = await inTransaction(house.db, trx => invite(trx, house.secrets, invitation, house.clock.now()))
  if ('refusal' in done) throw new Error(done.refusal)
  return `/invitations/${done.token}`
}

export const emailOf = async ({ house }: World, userId: Id): Promise<string> =>
  (await house.db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirstOrThrow())
    .email

export const userNow = async ({ house }: World, userId: Id) =>
  await house.db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()

export const livingSessions = async ({ house }: World, userId: Id) =>
  await house.db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()

export const membershipOf = async ({ house }: World, userId: Id) =>
  await house.db
    .selectFrom('memberships')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()

export const withPassword = async (
  { house, camille }: World,
  url: string,
  payload: Record<string, string>,
): Promise<Sent> => {
  await giveCredentials(house, camille)
  return { url, payload }
}

export const SETTINGS = {
  name: 'Cabinet des Lavoirs',
  phone: '02 61 91 00 42',
  zone: 'Europe/Paris',
  coordinates: '49,7684 4,7196',
  leg_minutes: '9',
  tolerance_minutes: '10',
  undo_seconds: '120',
  messages_per_person_day: '5',
  messages_per_hour: '90',
}
