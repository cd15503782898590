import { expect } from 'vitest'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import { callToMake, passageOfRoussel } from './scene.ts'

const outcomesIn = async ({ house }: World) =>
  await house.db.selectFrom('tasks').select(['outcome', 'closed_by']).execute()

export const todoExamples: RouteExample[] = [
  {
    route: 'GET /tasks',
    as: 'ines',
    everyonesOwn: true,
    arrange: async world => {
      await callToMake(world, await passageOfRoussel(world))
      return { url: '/tasks' }
    },
    effect: shows('Odette Roussel', 'prévu 9\u00a0h\u00a050\u00a0– 10\u00a0h\u00a010'),
  },
  {
    route: 'POST /tasks/:id/outcome',
    as: 'ines',
    arrange: async world => {
      const id = await callToMake(world, await passageOfRoussel(world))
      return { url: `/tasks/${id}/outcome`, payload: { outcome: 'told' } }
    },
    effect: async (world, response) => {
      expect(response.statusCode).toBe(303)
      expect(await outcomesIn(world)).toEqual([{ outcome: 'told', closed_by: world.ines }])
    },
  },
  {
    route: 'POST /tasks/:id/reopening',
    as: 'camille',
    arrange: async world => {
      const id = await callToMake(world, await passageOfRoussel(world))
      const closed = { outcome: 'told', closed_by: world.ines, closed_at: world.house.clock.now() } as const
      await world.house.db.updateTable('tasks').set(closed).execute()
      return { url: `/tasks/${id}/reopening`, payload: {} }
    },
    effect: async (world, response) => {
      expect(response.statusCode).toBe(303)
      expect(await outcomesIn(world)).toEqual([{ outcome: null, closed_by: null }])
    },
  },
]
