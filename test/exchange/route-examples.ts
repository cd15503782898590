import { expect } from 'vitest'
import { stop } from '../support/day.ts'
import { type RouteExample, shows } from '../support/route-examples.ts'
import { feedOfCamille, importOf, roomOf, sourceOfCamille } from './scene.ts'

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
  {
    route: 'GET /waiting-room/:token',
    as: 'link',
    lasts: true,
    arrange: async world => ({ url: await roomOf(world) }),
    effect: shows('Cabinet de la Halle'),
  },
  {
    route: 'GET /practice/waiting-rooms',
    as: 'ines',
    everyonesOwn: true,
    effect: shows('Écrans d’attente'),
  },
  {
    route: 'POST /practice/waiting-rooms',
    as: 'ines',
    everyonesOwn: true,
    arrange: () => ({ url: '/practice/waiting-rooms', payload: { name: 'Salle du fond' } }),
    effect: async ({ house, halle }) => {
      const rooms = await house.db
        .selectFrom('waiting_rooms')
        .select('name')
        .where('practice_id', '=', halle.id)
        .execute()
      expect(rooms).toEqual([{ name: 'Salle du fond' }])
    },
  },
  {
    route: 'POST /practice/waiting-rooms/:id/revocation',
    as: 'ines',
    arrange: async world => {
      await roomOf(world)
      const { id } = await world.house.db.selectFrom('waiting_rooms').select('id').executeTakeFirstOrThrow()
      return { url: `/practice/waiting-rooms/${id}/revocation`, payload: {} }
    },
    effect: async ({ house }) => {
      const rooms = await house.db.selectFrom('waiting_rooms').select('ended_at').execute()
      expect(rooms).toEqual([{ ended_at: house.clock.now() }])
    },
  },
  {
    route: 'GET /practice/imports',
    as: 'ines',
    everyonesOwn: true,
    effect: shows('Importer un fichier CSV'),
  },
  {
    route: 'POST /practice/imports',
    as: 'ines',
    everyonesOwn: true,
    arrange: () => ({
      url: '/practice/imports',
      payload: { subject: 'patients', text: 'Nom;Prénom\nPetit;Anne' },
    }),
    effect: async ({ house, halle }, response) => {
      const own = house.db.selectFrom('imports').select('id').where('practice_id', '=', halle.id)
      const { id } = await own.executeTakeFirstOrThrow()
      expect(response.headers.location).toBe(`/practice/imports/${id}`)
    },
  },
  {
    route: 'GET /practice/imports/:id',
    as: 'ines',
    arrange: async world => ({ url: await importOf(world) }),
    effect: shows('Importer 1', 'Petit'),
  },
  {
    route: 'POST /practice/imports/:id/columns',
    as: 'ines',
    arrange: async world => ({
      url: `${await importOf(world)}/columns`,
      payload: { last_name: '1', first_name: '0' },
    }),
    effect: async ({ house }) => {
      const { columns } = await house.db.selectFrom('imports').select('columns').executeTakeFirstOrThrow()
      expect(JSON.parse(columns ?? '')).toEqual({ last_name: '1', first_name: '0' })
    },
  },
  {
    route: 'POST /practice/imports/:id/completion',
    as: 'ines',
    arrange: async world => ({ url: `${await importOf(world)}/completion`, payload: {} }),
    effect: async ({ house }) => {
      const patients = await house.db
        .selectFrom('patients')
        .select('first_name')
        .where('last_name', '=', 'Petit')
        .execute()
      expect(patients).toEqual([{ first_name: 'Anne' }])
    },
  },
  {
    route: 'POST /practice/imports/:id/removal',
    as: 'ines',
    arrange: async world => ({ url: `${await importOf(world)}/removal`, payload: {} }),
    effect: async ({ house }) => {
      expect(await house.db.selectFrom('imports').select('id').execute()).toEqual([])
    },
  },
  {
    route: 'GET /practice/exports/patients.csv',
    as: 'camille',
    everyonesOwn: true,
    effect: shows('Roussel;Odette'),
  },
  {
    route: 'GET /practice/exports/appointments.csv',
    as: 'camille',
    everyonesOwn: true,
    arrange: async ({ house, halle, camille, roussel }) => {
      await stop(house.db, { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' })
      return { url: '/practice/exports/appointments.csv?from=2026-11-01&to=2026-11-30' }
    },
    effect: shows('25/11/2026;09:00'),
  },
]
