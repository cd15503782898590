import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { House } from '../house.ts'
import type { RouteAccess } from '../http/access-declaration.ts'
import { Forbidden, NotFound } from '../http/refusals.ts'
import { practiceExists } from './first-run.ts'
import { demandOperator } from './operator.ts'
import { findSignedIn, SESSION_COOKIE } from './sessions.ts'

/** Reads the session of every request and lets it pass only where its route's declaration says so. */
export const guardRoutes = (app: FastifyInstance, house: House): void => {
  app.decorateRequest('account', null)
  app.decorateRequest('member', null)
  const settled = practiceSeenOnce(house)
  app.addHook('preHandler', async (request, reply) => {
    const access = request.routeOptions.config?.access
    if (access === undefined || access === 'webhook') return
    if (access === 'operator') return demandOperator(request, house.config)
    if (opensPage(request) && !isFurniture(request) && !(await settled()))
      return leadToFirstRun(request, reply)
    if (access === 'link') return
    await readSession(request, house)
    if (access === 'demo' && !house.config.demo) throw new NotFound()
    if (!mayPass(request, access)) return refuse(request, reply)
  })
}

/** Whether there is a practice at all; asked until there is one, since there always will be. */
const practiceSeenOnce = ({ db, config }: House): (() => Promise<boolean>) => {
  let seen = config.demo
  return async () => {
    seen ||= await practiceExists(db)
    return seen
  }
}

const FURNITURE = new Set(['/assets/:name', '/health', '/ready'])

const isFurniture = (request: FastifyRequest): boolean => FURNITURE.has(request.routeOptions.url ?? '')

const leadToFirstRun = (request: FastifyRequest, reply: FastifyReply) =>
  request.routeOptions.url === '/first-run' ? undefined : reply.redirect('/first-run', 303)

const readSession = async (request: FastifyRequest, house: House): Promise<void> => {
  const token = request.cookies[SESSION_COOKIE]
  if (!token || isFurniture(request)) return
  const signedIn = await findSignedIn(house.db, house.secrets, token, house.clock.now())
  request.account = signedIn?.account ?? null
  request.member = signedIn?.member ?? null
}

const mayPass = (request: FastifyRequest, access: RouteAccess): boolean => {
  if (access === 'public' || access === 'demo') return true
  if (access === 'signed_in') return request.account !== null
  return typeof access === 'object' && request.member !== null && access.includes(request.member.role)
}

/** A person opening a page is led to the sign-in, or to the choice of a practice; everything else is told no. */
const refuse = (request: FastifyRequest, reply: FastifyReply) => {
  const next = encodeURIComponent(request.url)
  if (!opensPage(request) || request.member) throw new Forbidden()
  return reply.redirect(`${request.account ? '/account/practice' : '/sign-in'}?next=${next}`, 303)
}

const opensPage = (request: FastifyRequest): boolean =>
  request.method === 'GET' &&
  request.headers['hx-request'] === undefined &&
  String(request.headers.accept ?? '').includes('text/html')
