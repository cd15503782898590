import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { networkOf } from '../access/network-address.ts'
import { NotFound, Refusal } from '../http/refusals.ts'

const MINUTES_10 = '10 minutes'
const MISSES = {
  max: 20,
  timeWindow: MINUTES_10,
  keyGenerator: (request: FastifyRequest) => networkOf(request.ip),
}

class TooMany extends Refusal {
  constructor() {
    super(429, 'Trop de demandes depuis cet appareil. Attendez dix minutes.')
  }
}

/**
 * Lets only requests pass whose `:token` opens something. Unknown and ended tokens are told the same, and after too many
 * of them one network is told to wait; whoever holds a good one may come so many times in ten minutes.
 */
export const admitGuests = async <Found>(
  app: FastifyInstance,
  find: (token: string) => Promise<Found | undefined>,
  mostReads: number,
): Promise<(request: FastifyRequest) => Promise<Found>> => {
  await app.register(rateLimit, { global: false })
  const tokenOf = (request: FastifyRequest): string => (request.params as { token: string }).token
  const countMiss = app.createRateLimit(MISSES)
  const countRead = app.createRateLimit({ max: mostReads, timeWindow: MINUTES_10, keyGenerator: tokenOf })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('x-robots-tag', 'noindex, nofollow').header('referrer-policy', 'no-referrer')
  })
  return async request => {
    const found = await find(tokenOf(request))
    const count = found ? await countRead(request) : await countMiss(request)
    if (!count.isAllowed && count.isExceeded) throw new TooMany()
    if (!found) throw new NotFound()
    return found
  }
}
