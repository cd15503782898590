import type { FastifyInstance } from 'fastify'
import { memberOf } from '../access/member.ts'
import type { House } from '../house.ts'
import { EVERY_MEMBER } from '../http/access-declaration.ts'
import { localDate } from '../time.ts'
import { agendaPage } from './agenda-page.ts'
import { readAsked } from './asked.ts'

/** The days of the practice: a week, a day, a month; of one clinician, or of everybody. */
export const calendarRoutes = (app: FastifyInstance, house: House): void => {
  app.get<{ Querystring: Record<string, unknown> }>(
    '/agenda',
    { config: { access: EVERY_MEMBER } },
    async (request, reply) => {
      const today = localDate(house.clock.now(), memberOf(request).zone)
      return await agendaPage(request, reply, house, readAsked(request.query, today))
    },
  )
}
