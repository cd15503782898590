import type { FastifyInstance } from 'fastify'
import type { House } from '../../house.ts'
import { routeOf } from '../../http/logging.ts'
import { stateGauges } from './gauges.ts'
import type { Meters } from './meters.ts'

/** `GET /metrics` for Prometheus, in its text format, and the measuring of every other request. */
export const metricsRoutes = (app: FastifyInstance, house: House, { registry, requests }: Meters): void => {
  const refresh = stateGauges(registry, house)

  app.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routeOf(request), status: String(reply.statusCode) }
    requests.observe(labels, reply.elapsedTime / 1000)
  })

  app.get('/metrics', { config: { access: 'operator' } }, async (_request, reply) => {
    await refresh()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
