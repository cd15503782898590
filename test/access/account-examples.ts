import { expect } from 'vitest'
import { cookieOf } from '../support/cast.ts'
import { PASSWORD } from '../support/credentials.ts'
import { practice } from '../support/people.ts'
import { leadsTo, type RouteExample, shows } from '../support/route-examples.ts'

import { livingSessions, NEW_PASSWORD, withPassword } from './example-facts.ts'

export const accountExamples: RouteExample[] = [
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
