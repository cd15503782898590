import type { FastifyInstance } from 'fastify'
import type { House } from '../house.ts'

/** The address without a page: to the day's round, else to where one comes in. */
export const homeRoutes = (app: FastifyInstance, { config }: House): void => {
  app.get('/', { config: { access: 'public' } }, async (request, reply) => {
    if (request.member) return reply.redirect('/today', 303)
    if (request.account) return reply.redirect('/account/practice', 303)
    return reply.redirect(config.demo ? '/demo' : '/sign-in', 303)
  })
}
