import { expect } from 'vitest'
import type { Id } from '../../src/terms.ts'
import { type RouteExample, shows, type World } from '../support/route-examples.ts'
import { appointmentOfRoussel, linkToAppointment, workingWeek } from './appointment-scene.ts'
import { passageOfRoussel } from './scene.ts'

const behindTheLink =
  (path: string, payload?: Record<string, string>): RouteExample['arrange'] =>
  async (world: World) => ({ url: (await passageOfRoussel(world)).address + path, payload })

const FRIDAY = '2026-11-27'

const behindTheReminder =
  (path: string, payload?: (appointmentId: Id) => Record<string, string>): RouteExample['arrange'] =>
  async (world: World) => {
    const { appointmentId } = await appointmentOfRoussel(world, { on: FRIDAY })
    return {
      url: (await linkToAppointment(world, appointmentId, null, FRIDAY)) + path,
      payload: payload?.(appointmentId),
    }
  }

const statusIs =
  (status: string): RouteExample['effect'] =>
  async ({ house }) =>
    expect(await house.db.selectFrom('appointments').select('status').execute()).toEqual([{ status }])

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
    route: 'POST /p/:token/confirmation',
    as: 'link',
    arrange: behindTheReminder('/confirmation', () => ({})),
    effect: statusIs('confirmed'),
  },
  {
    route: 'GET /p/:token/cancellation',
    as: 'link',
    arrange: behindTheReminder('/cancellation'),
    effect: shows('Oui, annuler'),
  },
  {
    route: 'POST /p/:token/cancellation',
    as: 'link',
    arrange: behindTheReminder('/cancellation', appointment => ({ appointment })),
    effect: statusIs('cancelled'),
  },
  {
    route: 'POST /p/:token/other-time',
    as: 'link',
    arrange: async world => {
      await workingWeek(world)
      const { appointmentId } = await appointmentOfRoussel(world, { on: FRIDAY })
      const address = await linkToAppointment(world, appointmentId, null, FRIDAY)
      const payload = { appointment: appointmentId, version: '1', at: `${FRIDAY}T10:00:00.000Z` }
      return { url: `${address}/other-time`, payload }
    },
    effect: async ({ house }) =>
      expect(await house.db.selectFrom('appointments').select(['status', 'agreed_at']).execute()).toEqual([
        { status: 'confirmed', agreed_at: `${FRIDAY}T10:00:00.000Z` },
      ]),
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
