import { expect } from 'vitest'
import { tellChange } from '../../src/agenda/tell.ts'
import { inTransaction } from '../../src/db/database.ts'
import { appointmentOfRoussel } from '../patient-space/appointment-scene.ts'
import { type RouteExample, shows } from '../support/route-examples.ts'

const SETTINGS = { reminder_week: '1', cancelled: '1', remind_at: '17:30', cancel_hours: '48' }

export const agendaExamples: RouteExample[] = [
  {
    route: 'GET /practice/reminders',
    as: 'bastien',
    everyonesOwn: true,
    effect: shows('Messages sur les rendez-vous', 'La veille', 'value="18:00"'),
  },
  {
    route: 'POST /practice/reminders',
    as: 'camille',
    everyonesOwn: true,
    arrange: () => ({ url: '/practice/reminders', payload: SETTINGS }),
    effect: async ({ house, halle }) => {
      const rows = await house.db
        .selectFrom('reminder_settings')
        .selectAll()
        .where('practice_id', '=', halle.id)
        .execute()
      expect(rows).toEqual([
        {
          practice_id: halle.id,
          reminder_week: 1,
          reminder_day: 0,
          confirmation: 0,
          moved: 0,
          cancelled: 1,
          replaced: 0,
          visits: 0,
          remind_at: '17:30',
          cancel_hours: 48,
        },
      ])
    },
  },
  {
    route: 'POST /appointments/:id/messages/:messageId/withdrawal',
    as: 'ines',
    arrange: async world => {
      const { house, ines } = world
      const { appointmentId } = await appointmentOfRoussel(world)
      const row = await house.db.selectFrom('appointments').selectAll().executeTakeFirstOrThrow()
      const appointment = { ...row, agreed_at: '2026-11-30T10:00:00.000Z' }
      const by = { kind: 'member', userId: ines } as const
      await inTransaction(house.db, trx =>
        tellChange(trx, { appointment, before: row, what: 'moved', by, tell: true }, house.clock.now()),
      )
      const { id } = await house.db.selectFrom('appointment_messages').select('id').executeTakeFirstOrThrow()
      return { url: `/appointments/${appointmentId}/messages/${id}/withdrawal`, payload: {} }
    },
    effect: async ({ house }) => {
      const told = await house.db.selectFrom('appointment_messages').select(['state', 'reason']).execute()
      expect(told).toEqual([{ state: 'withdrawn', reason: 'taken_back' }])
      const texts = await house.db.selectFrom('messages').select('status').execute()
      expect(texts).toEqual([{ status: 'cancelled' }])
    },
  },
]
