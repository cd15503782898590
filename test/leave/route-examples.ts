import { expect } from 'vitest'
import { listDatedHours } from '../../src/agenda/dated-hours.ts'
import { getAppointment, listUpcoming } from '../../src/agenda/queries.ts'
import { member } from '../support/people.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import { AWAY, leaveOf, session } from './scene.ts'

const both = async (world: World) => {
  const { appointmentId } = await session(world)
  return { appointmentId, leaveId: await leaveOf(world, world.bastien) }
}

const days = async ({ house, halle, bastien }: World) =>
  await listDatedHours(house.db, halle.id, [bastien], { from: '2026-11-01' })

const upcoming = async ({ house, halle, roussel }: World) =>
  await listUpcoming(house.db, halle.id, roussel, '2026-12-01')

export const leaveExamples: RouteExample[] = [
  {
    route: 'GET /leaves',
    as: 'ines',
    everyonesOwn: true,
    arrange: async world => {
      await leaveOf(world, world.bastien)
      return { url: '/leaves' }
    },
    effect: shows('Congés', 'Formation', 'Bastien'),
  },
  {
    route: 'GET /leaves/new',
    as: 'ines',
    arrange: () => ({ url: '/leaves/new' }),
    everyonesOwn: true,
    effect: shows('Noter un congé', 'Bastien'),
  },
  {
    route: 'POST /leaves',
    as: 'ines',
    arrange: ({ bastien }) => ({
      url: '/leaves',
      payload: { clinician: bastien, from: AWAY.fromOn, to: AWAY.toOn, label: 'Formation' },
    }),
    effect: async world => {
      expect(await days(world)).toMatchObject([{ ...AWAY, open: false, label: 'Formation' }])
    },
  },
  {
    route: 'GET /leaves/:id',
    as: 'bastien',
    arrange: async world => ({ url: `/leaves/${(await both(world)).leaveId}` }),
    effect: shows('1 rendez-vous à régler', 'Odette Roussel'),
  },
  {
    route: 'POST /leaves/:id/removal',
    as: 'ines',
    arrange: async world => ({ url: `/leaves/${(await both(world)).leaveId}/removal`, payload: {} }),
    effect: async world => {
      expect(await days(world)).toEqual([])
    },
  },
  {
    route: 'POST /leaves/:id/appointments/:appointmentId/move',
    as: 'ines',
    arrange: async world => {
      const { appointmentId, leaveId } = await both(world)
      return {
        url: `/leaves/${leaveId}/appointments/${appointmentId}/move`,
        payload: { version: '1', at: '2026-12-09T09:00:00.000Z' },
      }
    },
    effect: async world => {
      expect(await upcoming(world)).toMatchObject([
        { on: '2026-12-09', agreed_at: '2026-12-09T09:00:00.000Z', status: 'booked' },
      ])
    },
  },
  {
    route: 'POST /leaves/:id/appointments/:appointmentId/cancellation',
    as: 'ines',
    arrange: async world => {
      const { appointmentId, leaveId } = await both(world)
      return {
        url: `/leaves/${leaveId}/appointments/${appointmentId}/cancellation`,
        payload: { version: '1' },
      }
    },
    effect: async world => {
      expect(await upcoming(world)).toEqual([])
    },
  },
  {
    route: 'POST /leaves/:id/cancellations',
    as: 'ines',
    arrange: async world => ({
      url: `/leaves/${(await both(world)).leaveId}/cancellations`,
      payload: { seen: '1' },
    }),
    effect: async world => {
      expect(await upcoming(world)).toEqual([])
      const [{ id }] = (await world.house.db
        .selectFrom('appointments')
        .select('id')
        .where('on', '=', AWAY.fromOn)
        .execute()) as [{ id: string }]
      expect((await getAppointment(world.house.db, world.halle.id, id)).status).toBe('cancelled')
    },
  },
  {
    route: 'POST /leaves/:id/announcement',
    as: 'ines',
    arrange: async world => {
      const { house, halle, bastien } = world
      const { leaveId } = await both(world)
      const replaces = { from_on: AWAY.fromOn, to_on: AWAY.toOn, replaces_user_id: bastien }
      await member(house.db, halle.id, 'Sacha', { role: 'substitute', ...replaces })
      return { url: `/leaves/${leaveId}/announcement` }
    },
    effect: async ({ house }) => {
      const told = await house.db.selectFrom('appointment_messages').select('purpose').execute()
      expect(told).toEqual([{ purpose: 'replaced' }])
    },
  },
]
