import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { exceptionRoutes } from './exception-routes.ts'
import { holidayRoutes } from './holiday-routes.ts'
import { hoursRoutes } from './hours-routes.ts'
import { kindListRoutes } from './kind-list-routes.ts'
import { kindRoutes } from './kind-routes.ts'
import { weekRoutes } from './week-routes.ts'

/** What free places come from: hours, exceptions, holidays and kinds of appointment. */
export const schedulingSettingsRoutes = (app: FastifyInstance, house: House): void => {
  hoursRoutes(app, house)
  weekRoutes(app, house)
  exceptionRoutes(app, house)
  holidayRoutes(app, house)
  kindListRoutes(app, house)
  kindRoutes(app, house)
}
