import type { FastifyInstance } from 'fastify'
import { missingMigrations } from './db/migrations.ts'
import type { House } from './house.ts'

/** For whoever watches the machine: is the process up, and could it serve a request now? */
export const healthRoutes = (app: FastifyInstance, { db }: House): void => {
  app.get('/health', { config: { access: 'public' } }, async () => ({ status: 'up' }))

  app.get('/ready', { config: { access: 'public' } }, async (_request, reply) => {
    try {
      const missing = await missingMigrations(db)
      if (missing.length === 0) return { status: 'ready' }
      return reply.status(503).send({ status: 'migrations missing', missing })
    } catch {
      return reply.status(503).send({ status: 'the database does not answer' })
    }
  })
}
