import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { iconSprite } from './icons.ts'
import { NotFound } from './refusals.ts'

type Asset = { type: string; plain: Buffer; br: Buffer | null; gzip: Buffer | null; version: string }

const ours = (name: string) => readFileSync(new URL(`../../views/assets/${name}`, import.meta.url))
/** As it was written, but for what is said to whoever reads it here. */
const withoutComments = (name: string) =>
  Buffer.from(
    ours(name)
      .toString()
      .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*\n/gm, ''),
  )
const fromPackage = (name: string) => readFileSync(new URL(import.meta.resolve(name)))

const CSS = 'text/css; charset=utf-8'
const JAVASCRIPT = 'text/javascript; charset=utf-8'

let loaded: Map<string, Asset> | undefined

/** Read and compressed once per process, whatever number of applications it builds. */
const load = (): Map<string, Asset> => {
  loaded ??= new Map(
    Object.entries({
      'app.css': asset(CSS, withoutComments('app.css')),
      'app.js': asset(JAVASCRIPT, withoutComments('app.js')),
      'agenda.js': asset(JAVASCRIPT, withoutComments('agenda.js')),
      'taps.js': asset(JAVASCRIPT, withoutComments('taps.js')),
      'offline-round.js': asset(JAVASCRIPT, withoutComments('offline-round.js')),
      'htmx.js': asset(JAVASCRIPT, fromPackage('htmx.org/dist/htmx.min.js')),
      'icons.svg': asset('image/svg+xml', Buffer.from(iconSprite())),
      // Atkinson has only a slashed zero, so the digits are another font's. How both were cut: scripts/fonts/cut.ts.
      'letters.woff2': asset('font/woff2', ours('letters.woff2'), false),
      'digits.woff2': asset('font/woff2', ours('digits.woff2'), false),
    }),
  )
  return loaded
}

const asset = (type: string, plain: Buffer, compressed = true): Asset => ({
  type,
  plain,
  br: compressed ? brotliCompressSync(plain) : null,
  gzip: compressed ? gzipSync(plain) : null,
  version: createHash('sha256').update(plain).digest('base64url').slice(0, 8),
})

/**
 * Serves the few static files from memory, already compressed, and gives the address of each with its version,
 * so that a browser may keep it for a year and still sees every change.
 */
export const serveAssets = (app: FastifyInstance): ((name: string) => string) => {
  const assets = load()
  app.get<{ Params: { name: string } }>(
    '/assets/:name',
    { config: { access: 'public' } },
    async (request, reply) => {
      const found = assets.get(request.params.name)
      if (!found) throw new NotFound()
      reply
        .type(found.type)
        .header('vary', 'accept-encoding')
        .header('cache-control', 'public, max-age=31536000, immutable')
      const accepted = String(request.headers['accept-encoding'] ?? '')
      if (found.br && /\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(found.br)
      if (found.gzip && /\bgzip\b/.test(accepted))
        return reply.header('content-encoding', 'gzip').send(found.gzip)
      return reply.send(found.plain)
    },
  )
  return name => `/assets/${name}?v=${assets.get(name)?.version ?? ''}`
}
