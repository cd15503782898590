import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { buildApp } from '../../src/app.ts'
import type { BenchDay } from './bench-day.ts'
import { handWrittenApp } from './hand-written/app.ts'
import { median } from './percentile.ts'
import { BENCH_DAY } from './ten-years.ts'

export type RoundPage = {
  vsHandwritten: number
  vsBare: number
  ms: { product: number; handwritten: number; bare: number }
}

/**
 * The round page against the same page written by hand, byte for byte, and against a bare route that returns as many
 * bytes: one request after the other, the three in turn, so that whatever else the machine does hits all alike. Gives
 * the ratios of the median times; 1 is as fast as the other.
 * @throws Error when the two pages differ
 */
export const measureRoundPage = async (day: BenchDay, requests: number): Promise<RoundPage> => {
  const time = stillClock(day)
  const product = buildApp({ ...day.house, clock: time.clock })
  await product.ready()
  const [round] = day.rounds
  const request: InjectOptions = {
    url: `/rounds/${BENCH_DAY}?clinician=${round!.clinicianId}`,
    headers: { cookie: round!.cookie, accept: 'text/html' },
  }
  const html = await pageOf(product, request)
  const handwritten = handWrittenApp({ ...day.house, clock: time.clock }, day.file, assetsIn(html))
  const bare = bareApp(html)
  demandSame(html, await pageOf(handwritten, request))
  const apps = { product, handwritten, bare }
  const times = { product: [] as number[], handwritten: [] as number[], bare: [] as number[] }
  const names = ['product', 'handwritten', 'bare'] as const
  const warmUps = Math.ceil(requests / 5)
  for (let nth = -warmUps; nth < requests; nth++) {
    time.tick()
    const pages: string[] = []
    for (const name of names) {
      const startedAt = performance.now()
      const page = await pageOf(apps[name], request)
      if (nth >= 0) times[name].push(performance.now() - startedAt)
      pages.push(page)
    }
    demandSame(pages[0]!, pages[1]!)
  }
  await Promise.all([product.close(), handwritten.close(), bare.close()])
  const ms = {
    product: median(times.product),
    handwritten: median(times.handwritten),
    bare: median(times.bare),
  }
  return { vsHandwritten: ms.handwritten / ms.product, vsBare: ms.bare / ms.product, ms }
}

/** It moves only between the requests that are compared, so that both pages tell the same time. */
const stillClock = ({ house }: BenchDay) => {
  let now = house.clock.epochMs()
  return {
    clock: { now: () => new Date(now).toISOString(), epochMs: () => now },
    tick() {
      now = house.clock.epochMs()
    },
  }
}

const pageOf = async (app: FastifyInstance, request: InjectOptions): Promise<string> => {
  const { statusCode, body } = await app.inject(request)
  if (statusCode !== 200) throw new Error(`the round page was answered by ${statusCode}`)
  return body
}

const demandSame = (product: string, handwritten: string): void => {
  if (product === handwritten) return
  const at = [...product].findIndex((letter, index) => letter !== handwritten[index])
  const around = (html: string) => JSON.stringify(html.slice(Math.max(0, at - 80), at + 80))
  throw new Error(
    `the pages differ at ${at}:\nproduct:      ${around(product)}\nhand-written: ${around(handwritten)}`,
  )
}

/** The addresses of the assets as the product gave them. */
const assetsIn = (html: string) => {
  const urls = new Map(
    [...html.matchAll(/\/assets\/([\w.-]+)\?v=[\w-]+/g)].map(([url, name]) => [name!, url]),
  )
  return (name: string) => urls.get(name) ?? ''
}

const bareApp = (html: string): FastifyInstance => {
  const app = Fastify()
  app.get('/rounds/:date', async (_request, reply) => reply.type('text/html; charset=utf-8').send(html))
  return app
}
