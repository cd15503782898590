import fastifyView from '@fastify/view'
import { Eta } from 'eta'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Zone } from '../terms.ts'
import { frenchIn } from './french.ts'

export type PageOptions = {
  /** Which page frame: `app` with its tabs, `plain` for sign-in and the like, `patient` for what patients see. */
  layout?: 'app' | 'plain' | 'patient'
  status?: number
  /** The zone in which times are written; a signed-in member's practice by default. */
  zone?: Zone
}

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Renders `views/<view>.eta`: inside its layout for a browser, alone for htmx (`HX-Request-Type: partial`).
     * Templates get `it.f` (French formats), `it.layout` (what the frame needs) and `data`.
     */
    page(
      view: string,
      data: { title: string } & Record<string, unknown>,
      options?: PageOptions,
    ): Promise<FastifyReply>
  }
}

/** What the frame of every page needs: who is signed in, the counters of the tabs, the demo's bar. */
export type LayoutFacts = (request: FastifyRequest) => Promise<{ zone?: Zone } & Record<string, unknown>>

const views = new URL('../../views/', import.meta.url).pathname

export const servePages = (
  app: FastifyInstance,
  layoutFacts: LayoutFacts,
  assetUrl: (name: string) => string,
): void => {
  app.register(fastifyView, {
    engine: { eta: new Eta({ views, cache: true, autoTrim: false }) },
    root: views,
    viewExt: 'eta',
    production: true,
  })
  app.decorateReply('page', async function (this: FastifyReply, view, data, options = {}) {
    const facts = await layoutFacts(this.request)
    const zone = options.zone ?? facts.zone ?? 'Europe/Paris'
    const context = {
      ...data,
      f: frenchIn(zone),
      layout: facts,
      asset: assetUrl,
      icon: iconMarkup(assetUrl),
      url: this.request.url,
    }
    this.status(options.status ?? 200).header('vary', 'HX-Request-Type')
    const full = this.request.headers['hx-request-type'] !== 'partial'
    return this.view(view, context, full ? { layout: `layouts/${options.layout ?? 'app'}` } : {})
  })
}

/** `it.icon('phone')`: decoration only, the words beside it carry the meaning. */
const iconMarkup = (assetUrl: (name: string) => string) => {
  const sprite = assetUrl('icons.svg')
  return (name: string): string =>
    `<svg class="icon" aria-hidden="true"><use href="${sprite}#${name}"/></svg>`
}
