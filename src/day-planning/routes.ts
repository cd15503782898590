import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { newAppointmentRoutes } from './appointment-routes.ts'
import { changeRoutes } from './change-routes.ts'
import { planRoutes } from './plan-routes.ts'

/** Preparing a clinician's day by hand: appointments, their place in the round, start, breaks, another day taken over. */
export const dayPlanningRoutes = (app: FastifyInstance, house: House): void => {
  newAppointmentRoutes(app, house)
  changeRoutes(app, house)
  planRoutes(app, house)
}
