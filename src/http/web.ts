import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import qs from 'qs'
import { requireAccessDeclarations } from './access-declaration.ts'
import { serveAssets } from './assets.ts'
import { compressPages } from './compress-pages.ts'
import { answerFaults } from './faults.ts'
import { type LayoutFacts, servePages } from './page.ts'
import { refuseForeignForms } from './same-origin.ts'

/** Everything a page needs from the server before any part of the house is added. */
export const registerWeb = (app: FastifyInstance, layoutFacts: LayoutFacts, publicUrl: string): void => {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
    // What only browsers of long ago and plug-ins know would weigh on every answer.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })
  // Nothing here is for a cache, but for the assets, which say so.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
  })
  requireAccessDeclarations(app)
  app.register(cookie)
  // Forms are all that a page of ours sends.
  app.removeContentTypeParser(['application/json', 'text/plain'])
  // Lists and groups of fields: `contacts[0][channel]`.
  app.register(formbody, {
    parser: text => qs.parse(text, { depth: 6, arrayLimit: 100, parameterLimit: 1000 }),
  })
  refuseForeignForms(app)
  servePages(app, layoutFacts, serveAssets(app))
  compressPages(app)
  answerFaults(app)
}
