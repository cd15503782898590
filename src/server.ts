import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { firstRunCode } from './access/first-run.ts'
import { buildApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { prepareDemo } from './demo/prepare.ts'
import type { House } from './house.ts'
import { type Entrance, greeting } from './server/greeting.ts'
import { makeMeters, watchProcess } from './server/metrics/meters.ts'
import { openHouse } from './server/open-house.ts'
import { startSentence } from './server/start-sentence.ts'
import { workings } from './server/workings.ts'
import { makeWorker, startWorker, type Worker } from './worker.ts'

const start = async (config: Config): Promise<void> => {
  const { house } = await openHouse(config)
  try {
    const meters = makeMeters()
    watchProcess(meters)
    const app = buildApp(house, meters)
    const log = (facts: Record<string, unknown>, words: string) => app.log.error(facts, words)
    if (config.demo) await prepareDemo(house, makeWorker(workings(house, log, meters)))
    await app.listen({ port: config.port, host: config.host })
    // In the demo time is played step by step, and the worker's turns with it.
    const worker = config.demo ? null : startWorker(workings(house, log, meters))
    stopOnSignal(house, app, worker)
    console.log(greeting(addressOf(config, app), await entranceOf(house)))
  } catch (fault) {
    await house.db.destroy()
    throw fault
  }
}

const entranceOf = async ({ config, db, secrets, clock }: House): Promise<Entrance> => {
  if (config.demo) return { kind: 'demo' }
  const code = await firstRunCode(db, secrets, clock.now())
  return code === null ? { kind: 'sign_in' } : { kind: 'first_run', code }
}

/** The public address, unless it was left to the system to choose a free port. */
const addressOf = (config: Config, app: FastifyInstance): string =>
  config.port === 0 ? `http://localhost:${(app.server.address() as AddressInfo).port}` : config.publicUrl

/** Longer than a gateway waits for its provider: what it was told is written down, or it is unknown for good. */
const PATIENCE_MS = 20_000

/** Answers what was asked, sends what was claimed, closes the database; not for ever. npm hands on a signal twice. */
const stopOnSignal = (house: House, app: FastifyInstance, worker: Pick<Worker, 'stop'> | null): void => {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    await Promise.all([app.close(), worker?.stop()])
    await house.db.destroy()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

let config: Config | null = null
try {
  config = readConfig()
  await start(config)
} catch (fault) {
  const sentence = startSentence(fault, config)
  if (sentence === null) throw fault
  console.error(sentence)
  process.exitCode = 1
}
