import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { editRoutes } from './edit-routes.ts'
import { layoutRoutes } from './layout-routes.ts'
import { milestoneRoutes } from './milestone-routes.ts'
import { prescriptionRoutes } from './prescription-routes.ts'

/** Prescriptions and the series laid out from them. */
export const careSeriesRoutes = (app: FastifyInstance, house: House): void => {
  prescriptionRoutes(app, house)
  layoutRoutes(app, house)
  editRoutes(app, house)
  milestoneRoutes(app, house)
}
