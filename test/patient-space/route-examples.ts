import { expect } from 'vitest'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import { passageOfRoussel } from './scene.ts'

const behindTheLink =
  (path: string, payload?: Record<string, string>): RouteExample['arrange'] =>
  async (world: World) => ({ url: (await passageOfRoussel(world)).address + path, payload })

export const patientSpaceExamples: RouteExample[] = [
  {
    route: 'GET /p/:token',
    as: 'link',
    arrange: behindTheLink(''),
    effect: shows('Rémi passera vers'),
  },
  {
    route: 'POST /p/:token/answer',
    as: 'link',
    arrange: behindTheLink('/answer', { answer: 'cannot' }),
    effect: async ({ house }) => {
      const replies = await house.db.selectFrom('inbound_messages').select('meaning').execute()
      expect(replies).toEqual([{ meaning: 'cannot' }])
    },
  },
  {
    route: 'GET /p/:token/texts',
    as: 'link',
    arrange: behindTheLink('/texts'),
    effect: shows('Ne plus recevoir de SMS'),
  },
  {
    route: 'POST /p/:token/texts',
    as: 'link',
    arrange: behindTheLink('/texts', { texts: 'off' }),
    effect: async ({ house }) => {
      const optOuts = await house.db.selectFrom('opt_outs').select(['phone', 'via']).execute()
      expect(optOuts).toEqual([{ phone: '+33639980101', via: 'page' }])
    },
  },
]
