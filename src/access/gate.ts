import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import type { RouteAccess } from '../http/access-declaration.ts'
import { Forbidden, NotFound } from '../http/refusals.ts'
import { findSignedIn, SESSION_COOKIE } from './sessions.ts'

/** Reads the session of every request and lets it pass only where its route's declaration says so. */
export const guardRoutes = (app: FastifyInstance, house: House): void => {
  app.decorateRequest('account', null)
  app.decorateRequest('member', null)
  app.addHook('preHandler', async (request, reply) => {
    const access = request.routeOptions.config?.access
    if (access === undefined || access === 'link' || access === 'webhook') return
    await readSession(request, house)
    if (access === 'demo' && !house.config.demo) throw new NotFound()
    if (!mayPass(request, access)) return refuse(request, reply)
  })
}

const readSession = async (request: FastifyRequest, house: House): Promise<void> => {
  const token = request.cookies[SESSION_COOKIE]
  if (!token) return
  const signedIn = await findSignedIn(house.db, house.secrets, token, house.clock.now())
  request.account = signedIn?.account ?? null
  request.member = signedIn?.member ?? null
}

const mayPass = (request: FastifyRequest, access: RouteAccess): boolean => {
  if (access === 'public' || access === 'demo') return true
  if (access === 'signed_in') return request.account !== null
  return typeof access === 'object' && request.member !== null && access.includes(request.member.role)
}

/** A person opening a page is led to the sign-in; everything else is told no. */
const refuse = (request: FastifyRequest, reply: FastifyReply) => {
  const opensPage = request.method === 'GET' && request.headers['hx-request'] === undefined
  if (!request.account && opensPage && String(request.headers.accept ?? '').includes('text/html'))
    return reply.redirect(`/sign-in?next=${encodeURIComponent(request.url)}`, 303)
  throw new Forbidden()
}
