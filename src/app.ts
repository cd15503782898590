import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import { absenceRoutes } from './absences/routes.ts'
import { keepAudit } from './access/audit.ts'
import { guardRoutes } from './access/gate.ts'
import { accessRoutes } from './access/routes.ts'
import { reminderRoutes } from './agenda/reminder-routes.ts'
import { withdrawalRoutes } from './agenda/withdrawal-routes.ts'
import { agendaPagesRoutes } from './agenda-pages/routes.ts'
import { bookingRoutes } from './booking/routes.ts'
import { cadreRoutes } from './cadre/routes.ts'
import { careSeriesRoutes } from './care-series/routes.ts'
import { dayPlanningRoutes } from './day-planning/routes.ts'
import { barOf } from './demo/bar.ts'
import { demoRoutes } from './demo/routes.ts'
import { exchangeRoutes } from './exchange/routes.ts'
import { healthRoutes } from './health.ts'
import type { House } from './house.ts'
import { answerBadAddress } from './http/faults.ts'
import { logging } from './http/logging.ts'
import { registerWeb } from './http/web.ts'
import { leaveRoutes } from './leave/routes.ts'
import { unclaimedRoutes } from './messages/unclaimed-routes.ts'
import { webhookRoutes } from './messages/webhook-routes.ts'
import { wordingWarnings } from './messages/wording-warnings.ts'
import { patientFileRoutes } from './patient-file/routes.ts'
import { patientSpaceRoutes } from './patient-space/routes.ts'
import { patientRoutes } from './patients/routes.ts'
import { reliabilityRoutes } from './reliability/routes.ts'
import { schedulingSettingsRoutes } from './scheduling-settings/routes.ts'
import { makeMeters } from './server/metrics/meters.ts'
import { metricsRoutes } from './server/metrics/routes.ts'
import { originsOf, workings } from './server/workings.ts'
import { todayRoutes } from './today/routes.ts'
import { countOpenTasks } from './todo/queries.ts'
import { todoRoutes } from './todo/routes.ts'
import { waitingListRoutes } from './waiting-list/routes.ts'
import { makeWorker } from './worker.ts'

/** The whole application, part by part, without listening: what is not named here does not exist. */
export const buildApp = (house: House, meters = makeMeters()): FastifyInstance => {
  const { config } = house
  const app = Fastify({
    trustProxy: config.trustProxy,
    ...logging(config),
    bodyLimit: 256 * 1024,
    // Whoever sends more slowly than that keeps a connection busy and nothing else.
    requestTimeout: 30_000,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: answerBadAddress,
  })
  const layoutFacts = async (request: FastifyRequest) => ({
    member: request.member,
    zone: request.member?.zone,
    openTasks: request.member ? await countOpenTasks(house.db, request.member) : 0,
    demo: config.demo ? await barOf(request, house) : null,
  })
  registerWeb(app, layoutFacts, config.publicUrl)
  guardRoutes(app, house)
  keepAudit(app, house)
  healthRoutes(app, house)
  metricsRoutes(app, house, meters)
  accessRoutes(app, house, wordingWarnings)
  patientRoutes(app, house)
  patientSpaceRoutes(app, house)
  cadreRoutes(app, house)
  patientFileRoutes(app, house)
  absenceRoutes(app, house)
  leaveRoutes(app, house)
  bookingRoutes(app, house)
  reminderRoutes(app, house)
  withdrawalRoutes(app, house)
  agendaPagesRoutes(app, house)
  dayPlanningRoutes(app, house)
  careSeriesRoutes(app, house)
  schedulingSettingsRoutes(app, house)
  exchangeRoutes(app, house)
  waitingListRoutes(app, house)
  todayRoutes(app, house)
  todoRoutes(app, house)
  reliabilityRoutes(app, house)
  unclaimedRoutes(app, house)
  webhookRoutes(app, house, originsOf(house))
  if (config.demo) {
    const { turn } = makeWorker(workings(house, (facts, words) => app.log.error(facts, words), meters))
    demoRoutes(app, house, { turn, origins: originsOf(house) })
  }
  return app
}
