import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { appointmentRoutes } from './appointment-routes.ts'
import { openDoor } from './door.ts'
import { phoneRoutes } from './phone-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { timeRoutes } from './time-routes.ts'
import { urgentRoutes } from './urgent-routes.ts'

/** Booking by the patient: the practice's settings, and the public page that they open. */
export const bookingRoutes = (app: FastifyInstance, house: House): void => {
  settingsRoutes(app, house)
  app.register(async page => {
    await openDoor(page, house)
    timeRoutes(page, house)
    phoneRoutes(page, house)
    appointmentRoutes(page, house)
    urgentRoutes(page, house)
  })
}
