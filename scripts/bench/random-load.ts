import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../src/demo/seed/random.ts'
import { percentile } from './percentile.ts'

const CONNECTIONS = 20

export type Load = {
  /** As it was meant, and as chance made it. */
  meantPerSecond: number
  offeredPerSecond: number
  answeredPerSecond: number
  p50Ms: number
  p99Ms: number
  requests: number
}

/** A request, and the status that answers it. */
export type Asked = {
  path: string
  /** Of a form; without it the request is a GET. */
  form?: Record<string, string>
  headers: Record<string, string>
  answer: 200 | 303
}

export type RandomLoad = { run(perSecond: number, seconds: number): Promise<Load | null>; close(): void }

/**
 * Requests that arrive at random over a few connections that stay open. How long one took counts from when it was to
 * arrive, waiting for a free connection included: who asks does not wait for others to be answered. Null: none are left.
 */
export const randomLoad = (url: string, all: Iterator<Asked>, random: Random): RandomLoad => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  return {
    async run(perSecond, seconds) {
      const chosen = [...take(all, Math.round(perSecond * seconds))]
      if (chosen.length < perSecond * seconds - 1) return null
      const startedAt = performance.now()
      let dueAt = startedAt
      const answers: Promise<number>[] = []
      for (const asked of chosen) {
        dueAt += (-Math.log(1 - random.next()) / perSecond) * 1000
        const due = dueAt
        const early = due - performance.now()
        if (early > 0) await pause(early)
        const answer = send(agent, url, asked).then(() => performance.now() - due)
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
        requests: times.length,
      }
    },
    close: () => agent.destroy(),
  }
}

/** Of several runs, the one in the middle by its 99th percentile. */
export const inTheMiddle = (runs: Load[]): Load =>
  runs.toSorted((a, b) => a.p99Ms - b.p99Ms)[Math.floor(runs.length / 2)]!

export const inWords = (
  what: string,
  { requests, meantPerSecond, answeredPerSecond, ...times }: Load,
): string =>
  `${requests} ${what} at ${meantPerSecond}/s: ${answeredPerSecond.toFixed(1)}/s answered, p50 ${times.p50Ms.toFixed(1)} ms, p99 ${times.p99Ms.toFixed(1)} ms`

function* take<Item>(items: Iterator<Item>, count: number): Generator<Item> {
  for (let nth = 0; nth < count; nth++) {
    const { value, done } = items.next()
    if (done) return
    yield value
  }
}

/** Resolves when the last byte of the answer is here. @throws Error where it is another one */
const send = (agent: Agent, url: string, { path, form, headers, answer }: Asked): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = form && new URLSearchParams(form).toString()
    const ofBody =
      body === undefined
        ? {}
        : {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          }
    const options = {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...ofBody, 'accept-encoding': 'gzip, br' },
    }
    const sent = request(url + path, options, response => {
      response.resume()
      response.once('end', () => {
        if (response.statusCode === answer) resolve()
        else reject(new Error(`${path} was answered by ${response.statusCode}`))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
