import { stopwatch } from './clock.ts'
import type { House } from './house.ts'
import { loggedFault } from './http/logged-fault.ts'
import { newId } from './ids.ts'
import { deliverDue } from './messages/deliver.ts'
import type { Gateway } from './messages/gateways/gateway.ts'
import type { Origins } from './messages/origins.ts'
import type { Instant } from './terms.ts'

/** Something else that is done again and again, such as sealing the audit. It must be quick when there is nothing to do. */
export type Chore = { name: string; run: (now: Instant) => Promise<unknown> }

export type WorkerSetup = {
  house: Pick<House, 'db' | 'clock'>
  gateway: Gateway
  origins: Origins
  chores?: Chore[]
  /** Told of a fault and where it happened; personal data is taken out before. */
  log: (facts: Record<string, unknown>, words: string) => void
  /** Told after every turn how long one kind of work took. */
  measure?: (job: string, seconds: number) => void
}

export type Worker = {
  /** One turn now, for whoever cannot wait for the next: a test, the demo's clock. Gives how many messages left. */
  turn(): Promise<number>
  /** Begins no further turn and waits for the current one: what it claimed is sent and written down. */
  stop(): Promise<void>
}

const PAUSE_MS = 500
/** A text that is due leaves almost at once. */
const DELIVERY_PAUSE_MS = 50

/** One kind of work; gives how much there was, so that more of it may follow at once. */
type Job = () => Promise<number>

const jobsOf = ({ house, gateway, origins, chores = [], log, measure }: WorkerSetup): Job[] => {
  const workerId = newId()
  const report = (fault: unknown, facts: Record<string, unknown>) =>
    log({ ...facts, fault: loggedFault(fault) }, 'the worker met a fault and goes on')
  const delivery = { db: house.db, clock: house.clock, origins, gateway, workerId, log: report }
  const watch = { report, measure }
  const deliver: Job = async () => (await sparing('delivery', () => deliverDue(delivery), watch)) ?? 0
  const chore = ({ name, run }: Chore): Job => {
    return async () => {
      await sparing(name, () => run(house.clock.now()), watch)
      return 0
    }
  }
  return [deliver, ...chores.map(chore)]
}

/** A worker that only takes turns when it is told to; one turn does everything once, one after the other. */
export const makeWorker = (setup: WorkerSetup): Worker => {
  const jobs = jobsOf(setup)
  const work = async (): Promise<number> => {
    let left = 0
    for (const job of jobs) left += await job()
    return left
  }
  let last: Promise<number> = Promise.resolve(0)
  return {
    turn() {
      last = last.then(work)
      return last
    },
    async stop() {
      await last
    },
  }
}

/**
 * Works until it is stopped. Every kind of work has a loop of its own, so that a provider that answers slowly keeps
 * neither the forecasts nor the seal of the audit waiting. A loop begins again half a second after it ended, the delivery
 * much sooner, and at once while messages leave.
 */
export const startWorker = (setup: WorkerSetup): Pick<Worker, 'stop'> => {
  const loops = jobsOf(setup).map((job, nth) => startLoop(job, nth === 0 ? DELIVERY_PAUSE_MS : PAUSE_MS))
  return {
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}

const startLoop = (job: Job, pauseMs: number): Pick<Worker, 'stop'> => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let last: Promise<void> = Promise.resolve()
  const begin = (): void => {
    last = job().then(left => {
      if (!stopped) timer = setTimeout(begin, left > 0 ? 0 : pauseMs)
    })
  }
  timer = setTimeout(begin, 0)
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await last
    },
  }
}

type Watch = {
  report: (fault: unknown, facts: Record<string, unknown>) => void
  measure: WorkerSetup['measure']
}

/** One chore's fault neither stops the others nor the worker. */
const sparing = async <Result>(
  where: string,
  work: () => Promise<Result>,
  { report, measure }: Watch,
): Promise<Result | undefined> => {
  const elapsedMs = stopwatch()
  try {
    return await work()
  } catch (fault) {
    report(fault, { where })
    return undefined
  } finally {
    measure?.(where, elapsedMs() / 1000)
  }
}
