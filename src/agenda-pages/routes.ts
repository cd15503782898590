import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { calendarRoutes } from './calendar-routes.ts'
import { moveRoutes } from './move-routes.ts'
import { statusRoutes } from './status-routes.ts'

/** The agenda: its days, and each appointment with what can be done about it. */
export const agendaPagesRoutes = (app: FastifyInstance, house: House): void => {
  calendarRoutes(app, house)
  moveRoutes(app, house)
  statusRoutes(app, house)
}
