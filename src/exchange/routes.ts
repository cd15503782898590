import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'
import { feedSettingRoutes, sourceRoutes } from './calendar-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { feedRoutes } from './feed-routes.ts'
import { importRoutes } from './import-routes.ts'
import type { Reach } from './reach.ts'
import { acceptUploads } from './uploads.ts'
import { waitingRoomRoutes, waitingRoomSettingRoutes } from './waiting-room-routes.ts'

/** What comes in and goes out: calendars, tables, the screen of a waiting room. */
export const exchangeRoutes = (app: FastifyInstance, house: House, reach?: Reach): void => {
  feedRoutes(app, house)
  feedSettingRoutes(app, house)
  waitingRoomRoutes(app, house)
  waitingRoomSettingRoutes(app, house)
  exportRoutes(app, house)
  app.register(async space => {
    await acceptUploads(space)
    sourceRoutes(space, house, reach)
    importRoutes(space, house)
  })
}
