import { expect } from 'vitest'
import { addKind, archiveKind, getKind, listKinds } from '../../src/agenda/kinds.ts'
import { inTransaction } from '../../src/db/database.ts'
import { FIRST_KINDS } from '../../src/scheduling-settings/first-kinds.ts'
import type { Id } from '../../src/terms.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

const NBSP = '\u00a0'

const kinds = async ({ house, halle }: World, count = 1): Promise<Id[]> =>
  await inTransaction(house.db, async trx => {
    const ids: Id[] = []
    for (const content of FIRST_KINDS.slice(0, count))
      ids.push(await addKind(trx, halle.id, content, house.clock.now()))
    return ids
  })

const KIND = {
  version: '1',
  name: 'Gym du dos',
  category: 'session',
  clinician: '',
  duration: '60',
  buffer: '10',
  place: 'practice',
  capacity: '6',
  grouped: '1',
  booked_by: 'known',
  instructions: 'Apportez une serviette.',
}

export const kindExamples: RouteExample[] = [
  {
    route: 'GET /practice/kinds',
    as: 'bastien',
    everyonesOwn: true,
    arrange: async world => {
      await kinds(world)
      return { url: '/practice/kinds' }
    },
    effect: shows('Consultation', `20${NBSP}min`, 'donné par le cabinet'),
  },
  {
    route: 'POST /practice/kinds/first',
    as: 'camille',
    everyonesOwn: true,
    refuses: ['bastien'],
    arrange: () => ({ url: '/practice/kinds/first', payload: {} }),
    effect: async ({ house, halle }) => expect(await listKinds(house.db, halle.id)).toHaveLength(4),
  },
  {
    route: 'GET /practice/kinds/new',
    as: 'bastien',
    everyonesOwn: true,
    effect: shows('Nouveau type', 'Qui peut le prendre'),
  },
  {
    route: 'POST /practice/kinds',
    as: 'camille',
    everyonesOwn: true,
    refuses: ['bastien'],
    arrange: () => ({ url: '/practice/kinds', payload: KIND }),
    effect: async ({ house, halle }) =>
      expect(await listKinds(house.db, halle.id)).toMatchObject([
        {
          name: 'Gym du dos',
          durationMinutes: 60,
          bufferMinutes: 10,
          capacity: 6,
          grouped: true,
          bookedBy: 'known',
        },
      ]),
  },
  {
    route: 'GET /practice/kinds/:id',
    as: 'ines',
    refuses: ['bastien'],
    arrange: async world => ({ url: `/practice/kinds/${(await kinds(world))[0]}` }),
    effect: shows('value="Consultation"', 'Ne plus proposer ce type'),
  },
  {
    route: 'POST /practice/kinds/:id',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({ url: `/practice/kinds/${(await kinds(world))[0]}`, payload: KIND }),
    effect: async ({ house, halle }) =>
      expect(await listKinds(house.db, halle.id)).toMatchObject([{ name: 'Gym du dos', version: 2 }]),
  },
  {
    route: 'POST /practice/kinds/:id/position',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({
      url: `/practice/kinds/${(await kinds(world, 2))[0]}/position`,
      payload: { to: 'down' },
    }),
    effect: async ({ house, halle }) =>
      expect((await listKinds(house.db, halle.id)).map(({ name }) => name)).toEqual([
        'Séance',
        'Consultation',
      ]),
  },
  {
    route: 'POST /practice/kinds/:id/archive',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => ({
      url: `/practice/kinds/${(await kinds(world))[0]}/archive`,
      payload: { version: '1' },
    }),
    effect: async ({ house, halle }) => expect(await listKinds(house.db, halle.id)).toEqual([]),
  },
  {
    route: 'POST /practice/kinds/:id/restoration',
    as: 'camille',
    refuses: ['bastien'],
    arrange: async world => {
      const [id = ''] = await kinds(world)
      const { house, halle } = world
      const of = { practiceId: halle.id, id, version: 1 }
      await inTransaction(house.db, trx => archiveKind(trx, of, house.clock.now()))
      return { url: `/practice/kinds/${id}/restoration`, payload: { version: '2' } }
    },
    effect: async ({ house, halle }) => {
      const [kind] = await listKinds(house.db, halle.id)
      expect(await getKind(house.db, halle.id, kind!.id)).toMatchObject({ archivedAt: null, version: 3 })
    },
  },
]
