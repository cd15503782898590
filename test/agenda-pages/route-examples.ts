import { expect } from 'vitest'
import { listHistory } from '../../src/agenda/history.ts'
import { stop, TODAY } from '../support/day.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

const booked = async ({ house, halle, camille, roussel }: World) =>
  (
    await stop(house.db, {
      practiceId: halle.id,
      clinicianId: camille,
      patientId: roussel,
      at: '10:00',
    })
  ).appointmentId

/** The one appointment of Mme Roussel, wherever it is now. */
const all = async ({ house, halle, roussel }: World) =>
  await house.db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', halle.id)
    .where('patient_id', '=', roussel)
    .orderBy('id')
    .execute()

export const agendaPagesExamples: RouteExample[] = [
  {
    route: 'GET /agenda',
    as: 'ines',
    everyonesOwn: true,
    arrange: async world => {
      await booked(world)
      return { url: `/agenda?date=${TODAY}` }
    },
    effect: shows('23\u00a0– 28\u00a0novembre', 'Roussel', 'Bastien'),
  },
  {
    route: 'GET /appointments/:id',
    as: 'remi',
    arrange: async world => ({ url: `/appointments/${await booked(world)}` }),
    effect: shows('Mme\u00a0Odette Roussel', 'Mercredi 25 novembre, 10\u00a0h', 'tel:+33639980101'),
  },
  {
    route: 'GET /appointments/:id/move',
    as: 'ines',
    arrange: async world => ({
      url: `/appointments/${await booked(world)}/move?date=2026-11-26&time=11:00`,
    }),
    effect: shows('Déplacer le rendez-vous', 'Jeudi 26 novembre, 11\u00a0h'),
  },
  {
    route: 'POST /appointments/:id/move',
    as: 'ines',
    arrange: async world => ({
      url: `/appointments/${await booked(world)}/move`,
      payload: { version: '1', date: '2026-11-26', time: '11:00', clinician: world.camille },
    }),
    effect: async (world, response) => {
      const [before, after] = await all(world)
      expect(response.headers.location).toBe(`/appointments/${after!.id}?moved`)
      expect(before).toMatchObject({ status: 'moved', moved_to_id: after!.id })
      expect(after).toMatchObject({ on: '2026-11-26', agreed_at: '2026-11-26T10:00:00.000Z' })
    },
  },
  {
    route: 'POST /appointments/:id/status',
    as: 'ines',
    arrange: async world => ({
      url: `/appointments/${await booked(world)}/status`,
      payload: { version: '1', to: 'confirmed' },
    }),
    effect: async world => expect(await all(world)).toMatchObject([{ status: 'confirmed', version: 2 }]),
  },
  {
    route: 'POST /appointments/:id/cancellation',
    as: 'ines',
    arrange: async world => ({
      url: `/appointments/${await booked(world)}/cancellation`,
      payload: { version: '1', asked: 'patient', note: 'part en voyage' },
    }),
    effect: async world => {
      const { house, halle, ines } = world
      const [appointment] = await all(world)
      expect(appointment).toMatchObject({ status: 'cancelled' })
      const history = await listHistory(house.db, halle.id, appointment!.id)
      expect(history).toMatchObject([{ by_id: ines, reason: 'à la demande du patient, part en voyage' }])
    },
  },
]
