import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Random } from '../../src/demo/seed/random.ts'
import { toInstant } from '../../src/time.ts'
import { type BenchDay, type BenchRound, TAPPED_STOPS } from './bench-day.ts'
import { percentile } from './percentile.ts'
import { BENCH_DAY } from './ten-years.ts'

const CONNECTIONS = 20
const MINUTE = 60_000

type Tap = { round: BenchRound; path: string; body: string }

/** The gestures of all rounds, one of each in turn: « J’arrive », « Terminé », as from a phone that tells when they were made. */
export function* tapsOf({ tapRounds, startsAt }: BenchDay): Generator<Tap> {
  for (let nth = 0; nth < TAPPED_STOPS; nth++)
    for (const kind of ['arrival', 'completion'] as const)
      for (const round of tapRounds) {
        const minutesAgo = (TAPPED_STOPS - nth) * 12 - (kind === 'arrival' ? 0 : 9)
        const happenedAt = toInstant(startsAt - minutesAgo * MINUTE)
        const path = `/rounds/${BENCH_DAY}/stops/${round.stopIds[nth]}/${kind}`
        yield { round, path, body: new URLSearchParams({ happened_at: happenedAt }).toString() }
      }
}

export type Load = {
  /** As it was meant, and as chance made it. */
  meantPerSecond: number
  offeredPerSecond: number
  answeredPerSecond: number
  p50Ms: number
  p99Ms: number
  taps: number
}

export type TapLoad = { run(perSecond: number, seconds: number): Promise<Load | null>; close(): void }

/**
 * Taps that arrive at random over a few connections that stay open. How long one took counts from when it was to arrive,
 * waiting for a free connection included: who taps does not wait for others to be answered. Null: no taps are left.
 */
export const tapLoad = (url: string, taps: Generator<Tap>, random: Random): TapLoad => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  return {
    async run(perSecond, seconds) {
      const chosen = [...take(taps, Math.round(perSecond * seconds))]
      if (chosen.length < perSecond * seconds - 1) return null
      const startedAt = performance.now()
      let dueAt = startedAt
      const answers: Promise<number>[] = []
      for (const tap of chosen) {
        dueAt += (-Math.log(1 - random.next()) / perSecond) * 1000
        const due = dueAt
        const early = due - performance.now()
        if (early > 0) await pause(early)
        const answer = send(agent, url, tap).then(() => performance.now() - due)
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
        taps: times.length,
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

/** As htmx posts it; resolves when the last byte of the fragment is here. @throws Error where it is no fragment */
const send = (agent: Agent, url: string, { round, path, body }: Tap): Promise<void> =>
  new Promise((resolve, reject) => {
    const headers = {
      cookie: round.cookie,
      'hx-request': 'true',
      'hx-request-type': 'partial',
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'accept-encoding': 'gzip, br',
    }
    const sent = request(url + path, { agent, method: 'POST', headers }, response => {
      response.resume()
      response.once('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`a tap was answered by ${response.statusCode}`))
      })
    })
    sent.once('error', reject)
    sent.end(body)
  })
