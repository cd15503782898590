import { expect } from 'vitest'
import { listDay } from '../../src/agenda/queries.ts'
import { addBreak } from '../../src/rounds/frame.ts'
import { roundOf, stop, TODAY } from '../support/day.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'

const booked = async ({ house, halle, camille, roussel }: World) =>
  (
    await stop(house.db, {
      practiceId: halle.id,
      clinicianId: camille,
      patientId: roussel,
      at: '09:00',
    })
  ).appointmentId

const camillesDay = async ({ house, halle, camille }: World, on = TODAY) =>
  await listDay(house.db, halle.id, camille, on)

const typed = ({ camille, roussel }: World) => ({
  date: TODAY,
  clinician: camille,
  patient: roussel,
  place: 'home',
  from: '10:00',
  duration: '20',
})

const round = async ({ house, halle, camille }: World) =>
  await house.db
    .selectFrom('rounds')
    .selectAll()
    .where('practice_id', '=', halle.id)
    .where('clinician_id', '=', camille)
    .where('on', '=', TODAY)
    .executeTakeFirst()

export const dayPlanningExamples: RouteExample[] = [
  {
    route: 'GET /appointments/new',
    as: 'ines',
    arrange: ({ camille, roussel }) => ({
      url: `/appointments/new?date=${TODAY}&clinician=${camille}&patient=${roussel}`,
    }),
    effect: shows('Ajouter un rendez-vous', 'Mme\u00a0Odette Roussel'),
  },
  {
    route: 'POST /appointments',
    as: 'ines',
    arrange: world => ({ url: '/appointments', payload: typed(world) }),
    effect: async (world, response) => {
      expect(response.headers.location).toBe(`/rounds/${TODAY}?clinician=${world.camille}`)
      const [appointment] = await camillesDay(world)
      expect(appointment).toMatchObject({ agreed_at: '2026-11-25T09:00:00.000Z', duration_minutes: 20 })
    },
  },
  {
    route: 'GET /appointments/:id/edit',
    as: 'camille',
    arrange: async world => ({ url: `/appointments/${await booked(world)}/edit` }),
    effect: shows('Modifier le rendez-vous', 'value="09:00"', 'Pansement'),
  },
  {
    route: 'POST /appointments/:id',
    as: 'camille',
    arrange: async world => ({
      url: `/appointments/${await booked(world)}`,
      payload: { ...typed(world), version: '1' },
    }),
    effect: async world => {
      const [appointment] = await camillesDay(world)
      expect(appointment).toMatchObject({ agreed_at: '2026-11-25T09:00:00.000Z', version: 2 })
    },
  },
  {
    route: 'GET /rounds/:date/plan',
    as: 'ines',
    arrange: async world => {
      await booked(world)
      return { url: `/rounds/${TODAY}/plan?clinician=${world.camille}` }
    },
    effect: shows('Mercredi 25 novembre', 'Mme\u00a0Odette Roussel', 'Pauses'),
  },
  {
    route: 'POST /rounds/:date/start',
    as: 'camille',
    arrange: ({ camille }) => ({
      url: `/rounds/${TODAY}/start`,
      payload: { clinician: camille, start: '06:30' },
    }),
    effect: async world => expect((await round(world))?.starts_at).toBe('2026-11-25T05:30:00.000Z'),
  },
  {
    route: 'POST /rounds/:date/breaks',
    as: 'camille',
    arrange: ({ camille }) => ({
      url: `/rounds/${TODAY}/breaks`,
      payload: { clinician: camille, from: '12:00', to: '13:00', atLeast: '20' },
    }),
    effect: async ({ house }) => {
      const breaks = await house.db
        .selectFrom('round_breaks')
        .select(['from_at', 'at_least_minutes'])
        .execute()
      expect(breaks).toEqual([{ from_at: '2026-11-25T11:00:00.000Z', at_least_minutes: 20 }])
    },
  },
  {
    route: 'POST /rounds/:date/breaks/:breakId/removal',
    as: 'camille',
    arrange: async ({ house, halle, camille }) => {
      const roundId = await roundOf(house.db, halle.id, camille)
      const rest = {
        from_at: '2026-11-25T11:00:00.000Z',
        to_at: '2026-11-25T12:00:00.000Z',
        at_least_minutes: 20,
      }
      const id = await house.db
        .transaction()
        .execute(trx => addBreak(trx, { practiceId: halle.id, roundId }, rest))
      return { url: `/rounds/${TODAY}/breaks/${id}/removal`, payload: { clinician: camille } }
    },
    effect: async ({ house }) =>
      expect(await house.db.selectFrom('round_breaks').selectAll().execute()).toEqual([]),
  },
  {
    route: 'POST /rounds/:date/copies',
    as: 'camille',
    arrange: async world => {
      await booked(world)
      return { url: '/rounds/2026-11-26/copies', payload: { clinician: world.camille, from: TODAY } }
    },
    effect: async (world, response) => {
      expect(response.headers.location).toContain('copied=1')
      const [appointment] = await camillesDay(world, '2026-11-26')
      expect(appointment?.agreed_at).toBe('2026-11-26T08:00:00.000Z')
    },
  },
]
