import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../src/demo/seed/random.ts'
import { percentile } from './percentile.ts'

const CONNECTIONS = 20

/** A form to be posted, with whose cookie and under which headers. */
export type Posting = { cookie: string; path: string; body: string; headers?: Record<string, string> }

export type Load = {
  /** As it was meant, and as chance made it. */
  meantPerSecond: number
  offeredPerSecond: number
  answeredPerSecond: number
  p50Ms: number
  p99Ms: number
  answers: number
}

export type RandomLoad = { run(perSecond: number, seconds: number): Promise<Load | null>; close(): void }

/**
 * Postings that arrive at random over a few connections that stay open. How long one took counts from when it was to
 * arrive, waiting for a free connection included: people do not wait for others to be answered. Null: none are left.
 */
export const randomLoad = (url: string, postings: Generator<Posting>, random: Random): RandomLoad => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  return {
    async run(perSecond, seconds) {
      const chosen = [...take(postings, Math.round(perSecond * seconds))]
      if (chosen.length < perSecond * seconds - 1) return null
      const startedAt = performance.now()
      let dueAt = startedAt
      const answers: Promise<number>[] = []
      for (const posting of chosen) {
        dueAt += (-Math.log(1 - random.next()) / perSecond) * 1000
        const due = dueAt
        const early = due - performance.now()
        if (early > 0) await pause(early)
        const answer = send(agent, url, posting).then(() => performance.now() - due)
        // Heard below, once all are on their way.
        answer.catch(() => {})
        answers.push(answer)
      }
      const times = await Promise.all(answers)
      const perSecondUntil = (end: number) => (times.length / (end - startedAt)) * 1000
      return {
        meantPerSecond: perSecond,
        offeredPerSecond: perSecondUntil(dueAt),
        answeredPerSecond: perSecondUntil(performance.now()),
        p50Ms: percentile(times, 0.5),
        p99Ms: percentile(times, 0.99),
        answers: times.length,
      }
    },
    close: () => agent.destroy(),
  }
}

function* take<Item>(items: Generator<Item>, count: number): Generator<Item> {
  for (let nth = 0; nth < count; nth++) {
    const { value, done } = items.next()
    if (done) return
    yield value
  }
}

/** Resolves when the last byte of the answer is here: a page, or where to go next. @throws Error where it is refused */
const send = (agent: Agent, url: string, { cookie, path, body, headers }: Posting): Promise<void> =>
  new Promise((resolve, reject) => {
    const all = {
      cookie,
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'accept-encoding': 'gzip, br',
    }
    const sent = request(url + path, { agent, method: 'POST', headers: all }, response => {
      response.resume()
      response.once('end', () => {
        if (response.statusCode === 200 || response.statusCode === 303) resolve()
        else reject(new Error(`${path} was answered by ${response.statusCode}`))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })

export const inTheMiddle = (runs: Load[]): Load =>
  runs.toSorted((a, b) => a.p99Ms - b.p99Ms)[Math.floor(runs.length / 2)]!

export const inWords = (
  what: string,
  { answers, meantPerSecond, answeredPerSecond, p50Ms, p99Ms }: Load,
): string =>
  `${answers} ${what} at ${meantPerSecond}/s: ${answeredPerSecond.toFixed(1)}/s answered, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`
