import type { FastifyInstance } from 'fastify'
import type { Role } from '../terms.ts'

/**
 * Who may use a route. Roles: a member of the practice with one of them. `signed_in`: any account, before a practice
 * is chosen. `link`: who holds the link in a text. `webhook`: a provider that signs. `operator`: who runs the
 * machine, by a token of its settings. `demo`: anybody, in the demo only.
 */
export type RouteAccess = 'public' | 'signed_in' | 'link' | 'webhook' | 'operator' | 'demo' | readonly Role[]

/** A route as it was declared, so that a test can walk all of them. */
export type DeclaredRoute = { method: string; url: string; access: RouteAccess }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
  }
  interface FastifyInstance {
    declaredRoutes: DeclaredRoute[]
  }
}

export const EVERY_MEMBER: readonly Role[] = ['owner', 'clinician', 'secretary', 'substitute']
export const CAREGIVERS: readonly Role[] = ['owner', 'clinician', 'substitute']
/** Who keeps the practice's records: everybody but a substitute. */
export const STAFF: readonly Role[] = ['owner', 'clinician', 'secretary']
export const OWNER: readonly Role[] = ['owner']

/** A route that does not say who may use it stops the start. */
export const requireAccessDeclarations = (app: FastifyInstance): void => {
  app.decorate('declaredRoutes', [])
  app.addHook('onRoute', route => {
    const access = route.config?.access
    if (access === undefined)
      throw new Error(`${String(route.method)} ${route.url} does not declare who may use it (config.access)`)
    for (const method of [route.method].flat())
      if (method !== 'HEAD') app.declaredRoutes.push({ method, url: route.url, access })
  })
}
