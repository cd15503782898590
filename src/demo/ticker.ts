import type { FastifyInstance } from 'fastify'
import { stopwatch } from '../clock.ts'
import type { Playback } from './playback.ts'

const TICK_MS = 500
/** The demo waits when nobody has looked at it for half an hour: a day does not pass while one is at lunch. */
const PATIENCE_MS = 30 * 60_000

/** Lets the demo's time pass while the server listens and somebody looks. */
export const tickWhileListening = (app: FastifyInstance, playback: Playback): void => {
  let sinceLastRequest = stopwatch()
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> = Promise.resolve()
  let stopped = false

  const tick = async (elapsed: () => number): Promise<void> => {
    const next = stopwatch()
    if (sinceLastRequest() < PATIENCE_MS) await playback.letPass(elapsed())
    if (!stopped) timer = setTimeout(run, TICK_MS, next)
  }
  const run = (elapsed: () => number): void => {
    current = tick(elapsed).catch(fault => app.log.error({ err: fault }, 'the demo stands still'))
  }

  app.addHook('onRequest', async () => {
    sinceLastRequest = stopwatch()
  })
  app.addHook('onListen', async () => run(stopwatch()))
  app.addHook('onClose', async () => {
    stopped = true
    clearTimeout(timer)
    await current
    await playback.keepTime()
  })
}
