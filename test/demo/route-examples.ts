import { expect } from 'vitest'
import { stop } from '../support/day.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

const PHONE = '33639980101'

const kept = async ({ house }: World, key: 'demo_clock' | 'demo_hands') =>
  JSON.parse(
    (
      await house.db
        .selectFrom('installation')
        .select('value')
        .where('key', '=', key)
        .executeTakeFirstOrThrow()
    ).value,
  )

export const demoExamples: RouteExample[] = [
  { route: 'GET /demo', as: 'nobody', effect: shows('Qui êtes-vous', 'Camille Vasseur') },
  {
    route: 'POST /demo/person',
    as: 'nobody',
    arrange: async ({ house, ines }) => {
      const { id } = await house.db
        .selectFrom('memberships')
        .select('id')
        .where('user_id', '=', ines)
        .executeTakeFirstOrThrow()
      return { url: '/demo/person', payload: { membership: id, back: '/patients' } }
    },
    effect: async ({ app }, response) => {
      expect(response.headers.location).toBe('/patients')
      const cookie = String(response.headers['set-cookie']).split(';')[0]!
      const tasks = await app.inject({ url: '/tasks', headers: { cookie } })
      expect(tasks.body).toContain('Inès')
    },
  },
  { route: 'GET /demo/time', as: 'nobody', effect: shows('8\u00a0h', 'mercredi 25 novembre') },
  {
    route: 'POST /demo/speed',
    as: 'nobody',
    arrange: () => ({ url: '/demo/speed', payload: { speed: '60', back: '/today' } }),
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/today')
      expect(await kept(world, 'demo_clock')).toEqual({ at: '2026-11-25T07:00:00.000Z', speed: 60 })
    },
  },
  {
    route: 'POST /demo/jump',
    as: 'nobody',
    arrange: () => ({ url: '/demo/jump', payload: { to: '5', back: '/rounds/2026-11-25' } }),
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/rounds/2026-11-25')
      expect(world.house.clock.now()).toBe('2026-11-25T07:05:00.000Z')
      expect(await kept(world, 'demo_clock')).toEqual({ at: '2026-11-25T07:05:00.000Z', speed: 1 })
    },
  },
  {
    route: 'POST /demo/rounds/:id/script',
    as: 'nobody',
    arrange: async ({ house, halle, camille, roussel }) => {
      const facts = { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' }
      const { roundId } = await stop(house.db, facts)
      return { url: `/demo/rounds/${roundId}/script`, payload: { back: '/today' } }
    },
    effect: async (world, response) => {
      expect(response.headers.location).toBe('/today')
      expect(Object.values(await kept(world, 'demo_hands'))).toEqual(['2026-11-25T07:00:00.000Z'])
    },
  },
  {
    route: 'POST /demo/reset',
    as: 'nobody',
    arrange: () => ({ url: '/demo/reset', payload: {} }),
    effect: async ({ app, house }, response) => {
      expect(response.headers.location).toBe('/demo')
      expect(house.clock.now()).toBe('2026-11-25T07:40:00.000Z')
      expect((await app.inject('/demo')).body).toContain('Hélène Marchand')
      expect((await app.inject('/demo')).body).not.toContain('Chloé')
    },
  },
  { route: 'GET /demo/phones', as: 'nobody', effect: shows('Les téléphones', 'Odette', 'Paul Roussel') },
  {
    route: 'GET /demo/phones/:number',
    as: 'nobody',
    arrange: () => ({ url: `/demo/phones/${PHONE}` }),
    effect: shows('06\u00a039\u00a098\u00a001\u00a001', 'Aucun SMS'),
  },
  {
    route: 'POST /demo/phones/:number/replies',
    as: 'nobody',
    arrange: () => ({ url: `/demo/phones/${PHONE}/replies`, payload: { body: 'STOP' } }),
    effect: async ({ house }, response) => {
      expect(response.headers.location).toBe(`/demo/phones/${PHONE}`)
      const optOut = await house.db.selectFrom('opt_outs').select('phone').executeTakeFirst()
      expect(optOut?.phone).toBe(`+${PHONE}`)
    },
  },
]
