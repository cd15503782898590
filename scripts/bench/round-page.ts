import { constants, copyFileSync } from 'node:fs'
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { buildApp } from '../../src/app.ts'
import type { BenchDay } from './bench-day.ts'
import { demandSame } from './demand-same.ts'
import { handWrittenApp } from './hand-written/app.ts'
import { median } from './percentile.ts'
import { removeDatabase } from './remove-database.ts'
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
  const copy = await copyOf(day)
  const handwritten = handWrittenApp({ ...day.house, clock: time.clock }, copy, assetsIn(html))
  const bare = bareApp(html)
  demandSame(html, await pageOf(handwritten, request))
  const apps = { product, handwritten, bare }
  const times = { product: [] as number[], handwritten: [] as number[], bare: [] as number[] }
  const names: (keyof typeof apps)[] = ['product', 'handwritten', 'bare']
  const warmUps = Math.ceil(requests / 5)
  for (let nth = -warmUps; nth < requests; nth++) {
    time.tick()
    const pages = { product: '', handwritten: '', bare: '' }
    names.push(names.shift()!)
    for (const name of names) {
      const startedAt = performance.now()
      pages[name] = await pageOf(apps[name], request)
      if (nth >= 0) times[name].push(performance.now() - startedAt)
    }
    demandSame(pages.product, pages.handwritten)
  }
  await Promise.all([product.close(), handwritten.close(), bare.close()])
  removeDatabase(copy)
  const ms = {
    product: median(times.product),
    handwritten: median(times.handwritten),
    bare: median(times.bare),
  }
  return { vsHandwritten: ms.handwritten / ms.product, vsBare: ms.bare / ms.product, ms }
}

/** Two connections to one file would make each other forget, at every entry of the audit, what they have read of it. */
const copyOf = async ({ house, file }: BenchDay): Promise<string> => {
  const copy = `${file}.by-hand`
  removeDatabase(copy)
  await sql`pragma wal_checkpoint(truncate)`.execute(house.db)
  copyFileSync(file, copy, constants.COPYFILE_FICLONE)
  return copy
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
