import { expect } from 'vitest'
import { type RouteExample, shows } from '../support/route-examples.ts'
import { feedOfCamille, sourceOfCamille } from './scene.ts'

export const exchangeExamples: RouteExample[] = [
  {
    route: 'GET /calendar/:token/agenda.ics',
    as: 'link',
    lasts: true,
    arrange: async world => ({ url: await feedOfCamille(world) }),
    effect: shows('BEGIN:VCALENDAR'),
  },
  {
    route: 'GET /account/calendars',
    as: 'camille',
    everyonesOwn: true,
    effect: shows('Mes agendas'),
  },
  {
    route: 'POST /account/calendars/feed',
    as: 'camille',
    everyonesOwn: true,
    arrange: () => ({ url: '/account/calendars/feed', payload: { titles: 'initials' } }),
    effect: async ({ house, camille }) => {
      const feeds = await house.db
        .selectFrom('calendar_feeds')
        .select('titles')
        .where('user_id', '=', camille)
        .execute()
      expect(feeds).toEqual([{ titles: 'initials' }])
    },
  },
  {
    route: 'POST /account/calendars/feed/revocation',
    as: 'camille',
    everyonesOwn: true,
    arrange: async world => {
      await feedOfCamille(world)
      return { url: '/account/calendars/feed/revocation', payload: {} }
    },
    effect: async ({ house }) => {
      const feeds = await house.db.selectFrom('calendar_feeds').select('ended_at').execute()
      expect(feeds).toEqual([{ ended_at: house.clock.now() }])
    },
  },
  {
    // An address on the open internet is not for a test; what is nearer is refused. Files: see calendar-routes.test.ts.
    route: 'POST /account/calendars/sources',
    as: 'camille',
    everyonesOwn: true,
    leavesNoTrace: true,
    arrange: () => ({ url: '/account/calendars/sources', payload: { address: 'http://127.0.0.1/a.ics' } }),
    effect: (_world, response) => {
      expect(response.statusCode).toBe(422)
      expect(response.body).toContain('ne mène pas à un site public')
    },
  },
  {
    route: 'POST /account/calendars/sources/:id/reading',
    as: 'camille',
    refuses: ['bastien', 'remi'],
    arrange: async world => ({
      url: `/account/calendars/sources/${await sourceOfCamille(world)}/reading`,
      payload: {},
    }),
    effect: async ({ house }) => {
      const source = await house.db
        .selectFrom('calendar_sources')
        .select(['failure', 'read_at'])
        .executeTakeFirst()
      expect(source).toEqual({ failure: 'refused_address', read_at: house.clock.now() })
      expect(await house.db.selectFrom('busy_times').select('from_at').execute()).toHaveLength(1)
    },
  },
  {
    route: 'POST /account/calendars/sources/:id/removal',
    as: 'camille',
    refuses: ['bastien', 'remi'],
    arrange: async world => ({
      url: `/account/calendars/sources/${await sourceOfCamille(world)}/removal`,
      payload: {},
    }),
    effect: async ({ house }) => {
      expect(await house.db.selectFrom('busy_times').select('id').execute()).toEqual([])
      expect(await house.db.selectFrom('calendar_sources').select('id').execute()).toEqual([])
    },
  },
]
