import { expect } from 'vitest'
import { firstRunCode } from '../../src/access/first-run.ts'
import { codeNow, giveCredentials, PASSWORD } from '../support/credentials.ts'
import { leadsTo, type RouteExample, shows } from '../support/route-examples.ts'

import {
  emailOf,
  halfCookie,
  invitationLink,
  livingSessions,
  membershipOf,
  NEW_PASSWORD,
  resetLink,
  SETTINGS,
  userNow,
  withoutPractice,
} from './example-facts.ts'

export const comingInExamples: RouteExample[] = [
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
