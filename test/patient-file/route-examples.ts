import { expect } from 'vitest'
import { keepHomeAccess } from '../../src/patients/home-access.ts'
import { stop } from '../support/day.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

/** A door code of Mme Roussel, and a passage of hers in the round that Rémi takes over. */
const withDoorCode = async ({ house, halle, camille, roussel }: World) => {
  const of = { practiceId: halle.id, patientId: roussel }
  await house.db
    .transaction()
    .execute(trx =>
      keepHomeAccess(trx, house.secrets, { ...of, kind: 'door_code', plain: '47B12' }, house.clock.now()),
    )
  await stop(house.db, { practiceId: halle.id, clinicianId: camille, patientId: roussel, at: '09:00' })
}

const archived = async ({ house, roussel }: World) => {
  const row = await house.db
    .selectFrom('patients')
    .select('archive_reason')
    .where('id', '=', roussel)
    .executeTakeFirst()
  return row?.archive_reason
}

export const patientFileExamples: RouteExample[] = [
  {
    route: 'GET /patients',
    as: 'ines',
    arrange: () => ({ url: '/patients?q=rous' }),
    everyonesOwn: true,
    effect: shows('Mme\u00a0Odette Roussel'),
  },
  {
    route: 'GET /patients/:id',
    as: 'camille',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}` }),
    // She has no passage in the rounds that he takes over.
    refuses: ['remi'],
    effect: shows('Mme\u00a0Odette Roussel', '06\u00a039\u00a098\u00a001\u00a001'),
  },
  {
    route: 'GET /patients/:id/cadre',
    as: 'ines',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/cadre` }),
    refuses: ['remi'],
    effect: shows('Notre cadre', 'Mme\u00a0Roussel'),
  },
  {
    route: 'POST /patients/:id/home-access',
    as: 'remi',
    arrange: async world => {
      await withDoorCode(world)
      return { url: `/patients/${world.roussel}/home-access` }
    },
    leavesNoTrace: true,
    effect: async (world, response) => {
      shows('47B12')(world, response)
      const trail = await world.house.db
        .selectFrom('audit_entries')
        .select(['actor', 'patient_ids'])
        .where('route', '=', 'POST /patients/:id/home-access')
        .where('actor', '=', `user:${world.remi}`)
        .execute()
      expect(trail.at(-1)?.patient_ids).toBe(JSON.stringify([world.roussel]))
    },
  },
  {
    route: 'POST /patients/:id/archive',
    as: 'ines',
    arrange: ({ roussel }) => ({ url: `/patients/${roussel}/archive`, payload: { reason: 'moved' } }),
    effect: async world => expect(await archived(world)).toBe('moved'),
  },
  {
    route: 'POST /patients/:id/reactivation',
    as: 'camille',
    arrange: async ({ house, roussel }) => {
      await house.db
        .updateTable('patients')
        .set({ archived_at: house.clock.now(), archive_reason: 'care_ended' })
        .where('id', '=', roussel)
        .execute()
      return { url: `/patients/${roussel}/reactivation` }
    },
    effect: async world => expect(await archived(world)).toBeNull(),
  },
]
