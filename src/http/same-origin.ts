import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RouteAccess } from './access-declaration.ts'
import { Forbidden } from './refusals.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses state-changing requests that another site makes a browser send (CSRF). Browsers say where a request
 * comes from in Sec-Fetch-Site, older ones in Origin; what says neither is no browser and carries no one's cookies.
 * Together with SameSite=Lax cookies this needs no token in the form, so a tap kept offline stays valid.
 */
export const refuseForeignForms = (app: FastifyInstance): void => {
  app.addHook('onRequest', async request => {
    if (SAFE.has(request.method) || carriesNoCookie(request.routeOptions.config?.access)) return
    if (!comesFromHere(request))
      throw new Forbidden('Cette demande vient d’un autre site, elle a été refusée.')
  })
}

/** A signed webhook and the link in a text bring their own proof; a cookie plays no part. */
const carriesNoCookie = (access: RouteAccess | undefined): boolean =>
  access === 'webhook' || access === 'link'

const comesFromHere = (request: FastifyRequest): boolean => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const { origin } = request.headers
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host)
}
