import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { networkOf } from '../access/network-address.ts'
import { getPractice } from '../access/practices.ts'
import type { House } from '../house.ts'
import { refuseCalmly } from '../http/calm-refusals.ts'
import { NotFound, Refusal } from '../http/refusals.ts'
import type { Open } from './page-frame.ts'
import { findOpenPage } from './settings.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The practice whose booking page this is, once it is known to be open. */
    openPage: Open | null
  }
}

const byNetwork = (request: FastifyRequest): string => networkOf(request.ip)
const MISSES = { max: 30, timeWindow: '10 minutes', keyGenerator: byNetwork }
/** A family, or a waiting room behind one address, but no machine. */
const FORMS = { max: 120, timeWindow: '10 minutes', keyGenerator: byNetwork }
const PAGES = { max: 600, timeWindow: '10 minutes', keyGenerator: byNetwork }

/** Lets in only to pages that are open. Closed and unknown ones are the same. */
export const openDoor = async (app: FastifyInstance, { db }: House): Promise<void> => {
  await app.register(rateLimit, { global: false })
  const countMiss = app.createRateLimit(MISSES)
  const countForm = app.createRateLimit(FORMS)
  const countPage = app.createRateLimit(PAGES)
  app.decorateRequest('openPage', null)
  app.setErrorHandler(refuseCalmly('Page introuvable'))
  app.addHook('preHandler', async request => {
    const { slug } = request.params as { slug: string }
    const settings = await findOpenPage(db, slug)
    if (!settings) throw isTooMany(await countMiss(request)) ? new TooMany() : new NotFound(CLOSED)
    const count = request.method === 'POST' ? countForm : countPage
    if (isTooMany(await count(request))) throw new TooMany()
    request.openPage = { practice: await getPractice(db, settings.practice_id), settings }
  })
}

const CLOSED = 'On ne peut pas prendre rendez-vous à cette adresse. Vérifiez-la, ou appelez votre cabinet.'

type Count = { isAllowed: true } | { isAllowed: false; isExceeded: boolean }

const isTooMany = (count: Count): boolean => !count.isAllowed && count.isExceeded

class TooMany extends Refusal {
  constructor() {
    super(429, 'Trop de demandes depuis cette connexion. Attendez dix minutes, ou appelez le cabinet.')
  }
}

/** @throws NotFound */
export const openPageOf = (request: FastifyRequest): Open => {
  if (!request.openPage) throw new NotFound(CLOSED)
  return request.openPage
}
