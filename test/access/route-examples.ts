import { expect } from 'vitest'
import { firstRunCode } from '../../src/access/first-run.ts'
import { sealHalfSession } from '../../src/access/half-session.ts'
import { invite } from '../../src/access/invitations.ts'
import { issueReset } from '../../src/access/password-resets.ts'
import { inTransaction } from '../../src/db/database.ts'
import type { Id } from '../../src/terms.ts'
import { cookieOf, practice } from '../support/cast.ts'
import { codeNow, giveCredentials, PASSWORD, TOTP_SECRET } from '../support/credentials.ts'
import { leadsTo, type RouteExample, type Sent, shows, type World } from '../support/route-examples.ts'

const NEW_PASSWORD = 'lanterne girafe octobre'

/** A house as it is before its first practice. */
const withoutPractice = async ({ house }: World): Promise<void> => {
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

const halfCookie = async (world: World, userId: Id, kind: 'code' | 'enrolment'): Promise<string> => {
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

const resetLink = async ({ house, bastien, halle, camille }: World): Promise<string> => {
  await giveCredentials(house, bastien)
  const reset = { userId: bastien, practiceId: halle.id, by: camille, withSecondFactor: false }
  const token = await inTransaction(house.db, trx => issueReset(trx, house.secrets, reset, house.clock.now()))
  return `/password-reset/${token}`
}

const invitationLink = async (
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

const emailOf = async ({ house }: World, userId: Id): Promise<string> =>
  (await house.db.selectFrom('users').select('email').where('id', '=', userId).executeTakeFirstOrThrow())
    .email

const userNow = async ({ house }: World, userId: Id) =>
  await house.db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()

const livingSessions = async ({ house }: World, userId: Id) =>
  await house.db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .execute()

const membershipOf = async ({ house }: World, userId: Id) =>
  await house.db
    .selectFrom('memberships')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()

const withPassword = async (
  { house, camille }: World,
  url: string,
  payload: Record<string, string>,
): Promise<Sent> => {
  await giveCredentials(house, camille)
  return { url, payload }
}

const SETTINGS = {
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

const comingIn: RouteExample[] = [
  { route: 'GET /', as: 'camille', effect: leadsTo('/today') },
  {
    route: 'GET /first-run',
    as: 'nobody',
    arrange: async world => {
      await withoutPractice(world)
      return { url: '/first-run' }
    },
    effect: shows('Ouvrir le cabinet'),
  },
  {
    route: 'POST /first-run',
    as: 'nobody',
    arrange: async world => {
      await withoutPractice(world)
      const { db, secrets, clock } = world.house
      const code = (await firstRunCode(db, secrets, clock.now()))!
      const person = {
        first_name: 'Léa',
        last_name: 'Morel',
        email: 'lea@example.fr',
        password: NEW_PASSWORD,
      }
      return { url: '/first-run', payload: { ...SETTINGS, ...person, code } }
    },
    effect: async ({ house }, response) => {
      expect(response.headers.location).toBe('/sign-in/enrolment')
      const practices = await house.db.selectFrom('practices').selectAll().execute()
      expect(practices).toMatchObject([
        { name: 'Cabinet des Lavoirs', phone: '+33261910042', leg_minutes: 9 },
      ])
      const [owner] = await house.db.selectFrom('memberships').selectAll().execute()
      expect(owner).toMatchObject({ role: 'owner', practice_id: practices[0]!.id })
    },
  },
  { route: 'GET /sign-in', as: 'nobody', effect: shows('Se connecter', 'Mot de passe') },
  {
    route: 'POST /sign-in',
    as: 'nobody',
    leavesNoTrace: true,
    arrange: async ({ house, camille }) => {
      const { email } = await giveCredentials(house, camille)
      return { url: '/sign-in', payload: { email, password: PASSWORD } }
    },
    effect: (_world, response) => {
      expect(response.headers.location).toBe('/sign-in/code')
      expect(response.cookies.map(cookie => cookie.name)).toEqual(['prevenance_half'])
    },
  },
  {
    route: 'GET /sign-in/code',
    as: 'nobody',
    arrange: async world => ({
      url: '/sign-in/code',
      headers: { cookie: await halfCookie(world, world.camille, 'code') },
    }),
    effect: shows('Code à 6 chiffres'),
  },
  {
    route: 'POST /sign-in/code',
    as: 'nobody',
    arrange: async world => ({
      url: '/sign-in/code',
      headers: { cookie: await halfCookie(world, world.camille, 'code') },
      payload: { code: codeNow(world.house) },
    }),
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/today')
      expect(await livingSessions(world, world.camille)).toHaveLength(2)
    },
  },
  {
    route: 'GET /sign-in/enrolment',
    as: 'nobody',
    arrange: async world => ({
      url: '/sign-in/enrolment',
      headers: { cookie: await halfCookie(world, world.camille, 'enrolment') },
    }),
    effect: shows('<svg class="qr"', 'JBSW Y3DP'),
  },
  {
    route: 'POST /sign-in/enrolment',
    as: 'nobody',
    arrange: async world => ({
      url: '/sign-in/enrolment',
      headers: { cookie: await halfCookie(world, world.camille, 'enrolment') },
      payload: { code: codeNow(world.house) },
    }),
    effect: async (world, response) => {
      shows('Vos codes de secours')(world, response)
      expect((await userNow(world, world.camille)).totp_confirmed_at).toBe(world.house.clock.now())
    },
  },
  {
    route: 'GET /password-reset/:token',
    as: 'nobody',
    arrange: async world => ({ url: await resetLink(world) }),
    effect: shows('Un nouveau mot de passe', 'bastien.'),
  },
  {
    route: 'POST /password-reset/:token',
    as: 'nobody',
    arrange: async world => ({ url: await resetLink(world), payload: { password: NEW_PASSWORD } }),
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/sign-in/code')
      const { used_at } = await world.house.db
        .selectFrom('one_time_links')
        .selectAll()
        .executeTakeFirstOrThrow()
      expect(used_at).not.toBeNull()
    },
  },
  {
    route: 'GET /invitations/:token',
    as: 'nobody',
    arrange: async world => ({ url: await invitationLink(world) }),
    effect: shows('Cabinet de la Halle', 'lea@example.fr', 'Créer mon compte'),
  },
  {
    route: 'POST /invitations/:token/account',
    as: 'nobody',
    arrange: async world => ({
      url: `${await invitationLink(world)}/account`,
      payload: { first_name: 'Léa', last_name: 'Morel', password: NEW_PASSWORD },
    }),
    effect: async ({ house }, response) => {
      expect(response.headers.location).toBe('/sign-in/enrolment')
      const lea = await house.db
        .selectFrom('users')
        .select('first_name')
        .where('email', '=', 'lea@example.fr')
        .execute()
      expect(lea).toEqual([{ first_name: 'Léa' }])
    },
  },
  {
    route: 'POST /invitations/:token/membership',
    as: 'bastien',
    refuses: ['camille', 'ines'],
    arrange: async world => {
      const email = await emailOf(world, world.bastien)
      return { url: `${await invitationLink(world, world.port.id, email)}/membership` }
    },
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/')
      expect(await membershipOf(world, world.bastien)).toMatchObject({ practice_id: world.port.id })
    },
  },
]

const account: RouteExample[] = [
  { route: 'GET /account', as: 'camille', everyonesOwn: true, effect: shows('Mon compte', 'Camille') },
  {
    route: 'POST /account/password',
    as: 'camille',
    everyonesOwn: true,
    arrange: world =>
      withPassword(world, '/account/password', { current_password: PASSWORD, password: NEW_PASSWORD }),
    effect: (_world, response) => expect(response.headers.location).toBe('/account?done=password'),
  },
  {
    route: 'POST /account/recovery-codes',
    as: 'camille',
    everyonesOwn: true,
    arrange: world => withPassword(world, '/account/recovery-codes', { current_password: PASSWORD }),
    effect: shows('Vos codes de secours'),
  },
  {
    route: 'POST /account/second-factor',
    as: 'camille',
    everyonesOwn: true,
    leavesNoTrace: true,
    arrange: world => withPassword(world, '/account/second-factor', { current_password: PASSWORD }),
    effect: leadsTo('/sign-in/enrolment'),
  },
  {
    route: 'POST /account/sessions/revocation',
    as: 'camille',
    everyonesOwn: true,
    arrange: async ({ house, camille, halle }) => {
      await cookieOf(house, camille, halle.id)
      return { url: '/account/sessions/revocation' }
    },
    effect: async world => expect(await livingSessions(world, world.camille)).toHaveLength(1),
  },
  {
    route: 'POST /account/sessions/:id/revocation',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => {
      await cookieOf(world.house, world.camille, world.halle.id)
      const [, other] = await livingSessions(world, world.camille)
      return { url: `/account/sessions/${other!.id}/revocation` }
    },
    effect: async world => expect(await livingSessions(world, world.camille)).toHaveLength(1),
  },
  {
    route: 'POST /sign-out',
    as: 'camille',
    everyonesOwn: true,
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/sign-in')
      expect(await livingSessions(world, world.camille)).toHaveLength(0)
    },
  },
  { route: 'GET /account/practice', as: 'camille', everyonesOwn: true, effect: shows('Cabinet de la Halle') },
  {
    route: 'POST /account/practice',
    as: 'camille',
    arrange: async ({ house, camille }) => {
      const second = await practice(house.db, { name: 'Cabinet du Pont' })
      const role = { role: 'clinician', profession: null, from_on: null, to_on: null } as const
      const membership = { ...role, replaces_user_id: null, ended_at: null, created_at: house.clock.now() }
      await house.db
        .insertInto('memberships')
        .values({ id: `of-${second.id}`, practice_id: second.id, user_id: camille, ...membership })
        .execute()
      return { url: '/account/practice', payload: { practice_id: second.id, next: '/patients' } }
    },
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/patients')
      const [session] = await livingSessions(world, world.camille)
      expect(session!.practice_id).not.toBe(world.halle.id)
    },
  },
]

const practiceExamples: RouteExample[] = [
  {
    route: 'GET /practice',
    as: 'ines',
    everyonesOwn: true,
    effect: shows('Cabinet de la Halle', 'Camille', 'ne lit rien de clinique'),
  },
  {
    route: 'POST /practice',
    as: 'camille',
    everyonesOwn: true,
    arrange: () => ({ url: '/practice', payload: SETTINGS }),
    effect: async ({ house, halle }) => {
      const saved = await house.db.selectFrom('practices').selectAll().where('id', '=', halle.id).execute()
      expect(saved).toMatchObject([{ name: 'Cabinet des Lavoirs', lat: 49.7684, undo_seconds: 120 }])
    },
  },
  {
    route: 'GET /practice/members/:id',
    as: 'camille',
    arrange: async world => ({ url: `/practice/members/${(await membershipOf(world, world.ines)).id}` }),
    effect: shows('Inès Vasseur', 'Secrétaire'),
  },
  {
    route: 'POST /practice/members/:id/password-reset',
    as: 'camille',
    arrange: async world => ({
      url: `/practice/members/${(await membershipOf(world, world.ines)).id}/password-reset`,
      payload: { second_factor: '1' },
    }),
    effect: async (world, response) => {
      expect(response.statusCode).toBe(201)
      expect(response.body).toContain('http://localhost:3000/password-reset/')
      expect(await livingSessions(world, world.ines)).toHaveLength(0)
    },
  },
  {
    route: 'POST /practice/members/:id/departure',
    as: 'camille',
    arrange: async world => ({
      url: `/practice/members/${(await membershipOf(world, world.ines)).id}/departure`,
    }),
    effect: async world => {
      expect((await membershipOf(world, world.ines)).ended_at).toBe(world.house.clock.now())
      expect(await livingSessions(world, world.ines)).toHaveLength(0)
    },
  },
  {
    route: 'GET /practice/invitations',
    as: 'camille',
    everyonesOwn: true,
    arrange: async world => {
      await invitationLink(world)
      return { url: '/practice/invitations' }
    },
    effect: shows('lea@example.fr'),
  },
  {
    route: 'POST /practice/invitations',
    as: 'camille',
    arrange: ({ bastien }) => ({
      url: '/practice/invitations',
      payload: {
        email: 'lea@example.fr',
        role: 'substitute',
        from_on: '2026-12-01',
        to_on: '2026-12-05',
        replaces_user_id: bastien,
      },
    }),
    everyonesOwn: true,
    effect: (_world, response) => {
      expect(response.statusCode).toBe(201)
      expect(response.body).toContain('http://localhost:3000/invitations/')
    },
  },
  {
    route: 'POST /practice/invitations/:id/revocation',
    as: 'camille',
    arrange: async world => {
      await invitationLink(world)
      const { id } = await world.house.db.selectFrom('one_time_links').select('id').executeTakeFirstOrThrow()
      return { url: `/practice/invitations/${id}/revocation` }
    },
    effect: async ({ house }) => {
      const { expires_at } = await house.db.selectFrom('one_time_links').selectAll().executeTakeFirstOrThrow()
      expect(expires_at).toBe(house.clock.now())
    },
  },
]

export const accessExamples: RouteExample[] = [...comingIn, ...account, ...practiceExamples]
