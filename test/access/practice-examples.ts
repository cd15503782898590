import { expect } from 'vitest'
import { type RouteExample, shows } from '../support/route-examples.ts'

import { invitationLink, livingSessions, membershipOf, SETTINGS } from './example-facts.ts'

export const practiceExamples: RouteExample[] = [
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
