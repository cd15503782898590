import Fastify, { type FastifyInstance } from 'fastify'
import { keepAudit } from './access/audit.ts'
import { guardRoutes } from './access/gate.ts'
import { accessRoutes } from './access/routes.ts'
import { cadreRoutes } from './cadre/routes.ts'
import { dayPlanningRoutes } from './day-planning/routes.ts'
import { healthRoutes } from './health.ts'
import type { House } from './house.ts'
import { loggedRequest } from './http/logging.ts'
import { registerWeb } from './http/web.ts'
import { wordingWarnings } from './messages/wording-warnings.ts'
import { patientFileRoutes } from './patient-file/routes.ts'
import { patientSpaceRoutes } from './patient-space/routes.ts'
import { patientRoutes } from './patients/routes.ts'
import { todayRoutes } from './today/routes.ts'
import { countOpenTasks } from './todo/queries.ts'
import { todoRoutes } from './todo/routes.ts'

/** The whole application, part by part, without listening: what is not named here does not exist. */
export const buildApp = (house: House): FastifyInstance => {
  const { config } = house
  const app = Fastify({
    trustProxy: config.trustProxy,
    logger: { level: config.logLevel, serializers: { req: loggedRequest } },
    bodyLimit: 256 * 1024,
    routerOptions: { ignoreTrailingSlash: true },
  })
  registerWeb(
    app,
    async ({ member }) => ({
      member,
      zone: member?.zone,
      openTasks: member ? await countOpenTasks(house.db, member) : 0,
    }),
    config.publicUrl,
  )
  guardRoutes(app, house)
  keepAudit(app, house)
  healthRoutes(app, house)
  accessRoutes(app, house, wordingWarnings)
  patientRoutes(app, house)
  patientSpaceRoutes(app, house)
  cadreRoutes(app, house)
  patientFileRoutes(app, house)
  dayPlanningRoutes(app, house)
  todayRoutes(app, house)
  todoRoutes(app, house)
  return app
}
