import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { entryRoutes } from './entry-routes.ts'
import { listRoutes } from './list-routes.ts'

/** Who waits for a place: the list, what is offered, and each one's wish. */
export const waitingListRoutes = (app: FastifyInstance, house: House): void => {
  listRoutes(app, house)
  entryRoutes(app, house)
}
