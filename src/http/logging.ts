import type { FastifyRequest } from 'fastify'

/** What the log says of a request: its route, never its address, which may hold a token or what was searched for. */
export const loggedRequest = (request: FastifyRequest) => ({
  method: request.method,
  route: request.routeOptions?.url ?? '?',
})
