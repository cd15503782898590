import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findLink } from '../access/links.ts'
import { networkOf } from '../access/network-address.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import type { House } from '../house.ts'
import { NotFound, Refusal } from '../http/refusals.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The link of the text that was followed, once it is known to be alive. */
    patientLink: PatientLinkRow | null
  }
}

const MISSES = {
  max: 20,
  timeWindow: '10 minutes',
  keyGenerator: (request: FastifyRequest) => networkOf(request.ip),
}

/** More than anybody changes their mind; what is answered becomes work for somebody. */
const ANSWERS = {
  max: 20,
  timeWindow: '10 minutes',
  keyGenerator: (request: FastifyRequest) => request.patientLink?.id ?? '',
}

/**
 * Lets only requests pass that hold a living link. Unknown and expired ones are told the same, and after too many of
 * them one network is told to wait. A living link always opens, whoever else shares its address; only its answers are
 * counted.
 */
export const admitLinkHolders = async (app: FastifyInstance, house: House): Promise<void> => {
  await app.register(rateLimit, { global: false })
  const countMiss = app.createRateLimit(MISSES)
  const countAnswer = app.createRateLimit(ANSWERS)
  app.decorateRequest('patientLink', null)
  app.addHook('onRequest', async (_request, reply) => {
    reply
      .header('cache-control', 'no-store')
      .header('x-robots-tag', 'noindex, nofollow')
      .header('referrer-policy', 'no-referrer')
  })
  app.addHook('preHandler', async request => {
    const { token } = request.params as { token: string }
    request.patientLink = (await findLink(house.db, house.secrets, token, house.clock.now())) ?? null
    if (!request.patientLink) throw isTooMany(await countMiss(request)) ? new TooMany() : new NotFound()
    if (request.method === 'POST' && isTooMany(await countAnswer(request))) throw new TooMany()
  })
}

type Count = { isAllowed: true } | { isAllowed: false; isExceeded: boolean }

const isTooMany = (count: Count): boolean => !count.isAllowed && count.isExceeded

class TooMany extends Refusal {
  constructor() {
    super(429, 'Trop d’essais depuis cet appareil. Attendez dix minutes, puis suivez de nouveau le lien.')
  }
}

/** The link of a request, and the trail of what it reads or changes of the patient's. */
export const holderOf = (request: FastifyRequest): PatientLinkRow => {
  const link = request.patientLink
  if (!link) throw new NotFound()
  request.touches([link.patient_id], { practiceId: link.practice_id, actor: `link:${link.id}` })
  return link
}
