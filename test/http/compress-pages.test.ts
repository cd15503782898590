import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import Fastify, { type FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, it } from 'vitest'
import { compressPages } from '../../src/http/compress-pages.ts'

const PAGE = `<p>${'Tournée du matin. '.repeat(200)}</p>`

let app: FastifyInstance
beforeAll(() => {
  app = Fastify()
  compressPages(app)
  app.get('/page', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('vary', 'HX-Request-Type').send(PAGE),
  )
  app.get('/short', (_request, reply) => reply.type('text/html; charset=utf-8').send('<p>Tournée</p>'))
  app.get('/list', (_request, reply) => reply.send({ text: PAGE }))
})

const ask = (url: string, headers: Record<string, string>) => app.inject({ url, headers })

describe('what is sent over the wire', () => {
  it('is smaller where the browser can read it, and says the same', async () => {
    const br = await ask('/page', { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect(br.headers['content-encoding']).toBe('br')
    expect(br.rawPayload.length).toBeLessThan(PAGE.length / 4)
    expect(brotliDecompressSync(br.rawPayload).toString()).toBe(PAGE)
    const gzip = await ask('/page', { 'accept-encoding': 'gzip' })
    expect(gunzipSync(gzip.rawPayload).toString()).toBe(PAGE)
  })

  it('is plain where nothing else is understood, where it is short, and where it is no page', async () => {
    expect((await ask('/page', {})).body).toBe(PAGE)
    for (const url of ['/short', '/list'])
      expect((await ask(url, { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined()
  })

  it('shows its true length to no other site', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await ask('/page', { 'accept-encoding': 'br', 'sec-fetch-site': site })
      expect(answer.headers['content-encoding']).toBeUndefined()
    }
    const own = await ask('/page', { 'accept-encoding': 'br', 'sec-fetch-site': 'same-origin' })
    expect(own.headers['content-encoding']).toBe('br')
  })

  it('says what it depends on', async () => {
    const { headers } = await ask('/page', {})
    expect(headers.vary).toBe('HX-Request-Type, accept-encoding, sec-fetch-site')
  })
})
