import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Below this the head of the answer weighs more than what is saved. */
const WORTH_BYTES = 1024

/** Smaller than gzip makes it, in as much time: each page is made anew. */
const QUALITY = 5

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

/**
 * Compresses pages and fragments. A page that another site makes the browser ask for is sent as it is: by choosing what it
 * repeats and watching its length, that site could find out what else it says (BREACH).
 */
export const compressPages = (app: FastifyInstance): void => {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html'))
      return payload
    reply.header(
      'vary',
      [reply.getHeader('vary'), 'accept-encoding, sec-fetch-site'].filter(Boolean).join(', '),
    )
    const encoding = encodingFor(request)
    if (encoding === null || payload.length < WORTH_BYTES) return payload
    reply.header('content-encoding', encoding).removeHeader('content-length')
    return encoding === 'br'
      ? await brotli(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } })
      : await gzipped(payload)
  })
}

const encodingFor = ({ headers }: FastifyRequest): 'br' | 'gzip' | null => {
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return null
  const accepted = String(headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : null
}
