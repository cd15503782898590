import { expect } from 'vitest'
import type { WaitingEntryRow, WaitingOfferRow } from '../../src/db/tables/waiting.ts'
import type { Id } from '../../src/terms.ts'
import { patient } from '../support/people.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import { waitingScene } from './scene.ts'

const waiting = async (world: World) => {
  const scene = await waitingScene(world)
  return { ...scene, entryId: await scene.wait(world.roussel) }
}

const freed = async (world: World) => {
  const scene = await waiting(world)
  await scene.cancel(
    await scene.book(await patient(world.house.db, world.halle.id, { last_name: 'Guérin' }), '10:00'),
  )
  const { id: placeId } = await world.house.db
    .selectFrom('freed_places')
    .select('id')
    .executeTakeFirstOrThrow()
  return { ...scene, placeId }
}

const offered = async (world: World) => {
  const scene = await freed(world)
  await scene.pass(4)
  const [offer] = await scene.offers()
  return { ...scene, offerId: offer!.id, link: await scene.lastLink() }
}

const wish = (kind: Id): Record<string, string> => ({ kind, weekdays: '2', from: '9 h', to: '12 h' })

const entryIs =
  (facts: Partial<WaitingEntryRow>): RouteExample['effect'] =>
  async ({ house }) =>
    expect(await house.db.selectFrom('waiting_entries').selectAll().execute()).toMatchObject([facts])

const offerIs =
  (status: WaitingOfferRow['status']): RouteExample['effect'] =>
  async ({ house }) =>
    expect(await house.db.selectFrom('waiting_offers').select('status').execute()).toEqual([{ status }])

const behindTheOffer =
  (path: string): RouteExample['arrange'] =>
  async world => ({ url: (await offered(world)).link + path })

export const waitingListExamples: RouteExample[] = [
  {
    route: 'GET /waiting-list',
    as: 'ines',
    everyonesOwn: true,
    arrange: async world => {
      await freed(world)
      return { url: '/waiting-list' }
    },
    effect: shows('Qui attend', 'Proposer à Mme'),
  },
  {
    route: 'POST /waiting-list/places/:id/offer',
    as: 'ines',
    arrange: async world => {
      const { placeId, entryId } = await freed(world)
      return { url: `/waiting-list/places/${placeId}/offer`, payload: { entry: entryId } }
    },
    effect: offerIs('offered'),
  },
  {
    route: 'POST /waiting-list/offers/:id/acceptance',
    as: 'ines',
    arrange: async world => ({ url: `/waiting-list/offers/${(await offered(world)).offerId}/acceptance` }),
    effect: offerIs('accepted'),
  },
  {
    route: 'POST /waiting-list/offers/:id/refusal',
    as: 'ines',
    arrange: async world => ({ url: `/waiting-list/offers/${(await offered(world)).offerId}/refusal` }),
    effect: offerIs('declined'),
  },
  {
    route: 'POST /waiting-list/setting',
    as: 'camille',
    everyonesOwn: true,
    arrange: () => ({ url: '/waiting-list/setting', payload: { automatic: 'off' } }),
    effect: async ({ house, halle }) =>
      expect(
        await house.db
          .selectFrom('waiting_settings')
          .selectAll()
          .where('practice_id', '=', halle.id)
          .execute(),
      ).toEqual([{ practice_id: halle.id, automatic: 0 }]),
  },
  {
    route: 'GET /patients/:id/waiting/new',
    as: 'ines',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/waiting/new` }),
    effect: shows('Mettre sur la liste'),
  },
  {
    route: 'POST /patients/:id/waiting',
    as: 'ines',
    arrange: async world => ({
      url: `/patients/${world.roussel}/waiting`,
      payload: wish((await waitingScene(world)).kindId),
    }),
    effect: entryIs({ weekdays: '2', from_time: '09:00', to_time: '12:00', status: 'waiting' }),
  },
  {
    route: 'GET /waiting-list/:id',
    as: 'ines',
    arrange: async world => ({ url: `/waiting-list/${(await waiting(world)).entryId}` }),
    effect: shows('Enregistrer'),
  },
  {
    route: 'POST /waiting-list/:id',
    as: 'ines',
    arrange: async world => {
      const { entryId, kindId } = await waiting(world)
      return { url: `/waiting-list/${entryId}`, payload: { ...wish(kindId), version: '1' } }
    },
    effect: entryIs({ weekdays: '2', version: 2 }),
  },
  {
    route: 'POST /waiting-list/:id/end',
    as: 'ines',
    arrange: async world => ({ url: `/waiting-list/${(await waiting(world)).entryId}/end` }),
    effect: entryIs({ status: 'ended' }),
  },
  {
    route: 'POST /waiting-list/:id/return',
    as: 'ines',
    arrange: async world => {
      const { entryId } = await waiting(world)
      await world.house.db.updateTable('waiting_entries').set({ status: 'ended' }).execute()
      return { url: `/waiting-list/${entryId}/return` }
    },
    effect: entryIs({ status: 'waiting' }),
  },
  { route: 'GET /l/:token', as: 'link', arrange: behindTheOffer(''), effect: shows('Je prends cette place') },
  {
    route: 'POST /l/:token/acceptance',
    as: 'link',
    arrange: behindTheOffer('/acceptance'),
    effect: offerIs('accepted'),
  },
  {
    route: 'POST /l/:token/refusal',
    as: 'link',
    arrange: behindTheOffer('/refusal'),
    effect: offerIs('declined'),
  },
  {
    route: 'POST /l/:token/end',
    as: 'link',
    arrange: behindTheOffer('/end'),
    effect: entryIs({ status: 'ended' }),
  },
]
