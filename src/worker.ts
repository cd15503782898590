import type { House } from './house.ts'
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
}

export type Worker = {
  /** One turn now, for whoever cannot wait for the next: a test, the demo's clock. Gives how many messages left. */
  turn(): Promise<number>
  /** Begins no further turn and waits for the current one: what it claimed is sent and written down. */
  stop(): Promise<void>
}

const PAUSE_MS = 500

/** A worker that only takes turns when it is told to. */
export const makeWorker = ({ house, gateway, origins, chores = [], log }: WorkerSetup): Worker => {
  const workerId = newId()
  const report = (fault: unknown, facts: Record<string, unknown>) =>
    log({ ...facts, fault: withoutPersonalData(fault) }, 'the worker met a fault and goes on')
  const delivery = { db: house.db, clock: house.clock, origins, gateway, workerId, log: report }
  const work = async (): Promise<number> => {
    const left = await sparing(() => deliverDue(delivery), report, 'delivery')
    for (const { name, run } of chores) await sparing(() => run(house.clock.now()), report, name)
    return left ?? 0
  }
  let last: Promise<number> = Promise.resolve(0)
  const turn = () => {
    last = last.then(work)
    return last
  }
  return {
    turn,
    stop: async () => {
      await last
    },
  }
}

/** Works until it is stopped; a turn begins half a second after the last one has ended, at once while messages leave. */
export const startWorker = (setup: WorkerSetup): Worker => {
  const worker = makeWorker(setup)
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const next = async (): Promise<void> => {
    const left = await worker.turn()
    if (!stopped) timer = setTimeout(next, left > 0 ? 0 : PAUSE_MS)
  }
  timer = setTimeout(next, 0)
  return {
    turn: worker.turn,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await worker.stop()
    },
  }
}

/** One chore's fault neither stops the others nor the worker. */
const sparing = async <Result>(
  work: () => Promise<Result>,
  report: (fault: unknown, facts: Record<string, unknown>) => void,
  where: string,
): Promise<Result | undefined> => {
  try {
    return await work()
  } catch (fault) {
    report(fault, { where })
    return undefined
  }
}

/** A database's message may quote the values of a row: only its kind and the place in our code are kept. */
const withoutPersonalData = (fault: unknown) => {
  if (!(fault instanceof Error)) return { kind: typeof fault }
  const code = 'code' in fault ? String(fault.code) : undefined
  const place = fault.stack
    ?.split('\n')
    .filter(line => /^\s+at /.test(line))
    .slice(0, 8)
  return { kind: fault.name, code, place }
}
