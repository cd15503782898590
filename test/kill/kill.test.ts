import { expect, test } from 'vitest'
import { freshPostgres, freshSqlite } from '../support/database.ts'
import { type Run, runLane } from './lane.ts'

/** How many times the product is killed on each database: thirty times in all, or as `npm run test:kill -- 300` says. */
const RUNS = Number(process.env.KILL_RUNS ?? 15)
const FIRST_SEED = Number(process.env.KILL_SEED ?? 1)

/** Lanes run side by side: most of a run is waiting. */
const LANES = 3

const TELL_EVERY = 25

const seedsOf = (lane: number): number[] =>
  Array.from({ length: RUNS }, (_none, nth) => FIRST_SEED + nth).filter(seed => seed % LANES === lane)

const timeout = 60_000 + RUNS * 12_000

test.each([
  ['SQLite', 1, freshSqlite],
  ['PostgreSQL, two workers', 2, freshPostgres],
])(
  `killed ${RUNS} times at any moment on %s, every notice leaves exactly once or becomes a call`,
  async (name, processes, fresh) => {
    let done = 0
    const progress = () => {
      if (++done % TELL_EVERY === 0) console.info(`${name}: ${done} of ${RUNS} runs`)
    }
    const lanes = Array.from({ length: LANES }, (_none, lane) =>
      runLane(fresh, seedsOf(lane), processes, progress),
    )
    const runs = (await Promise.all(lanes)).flat()
    report(name, runs)
    expect(runs).toHaveLength(RUNS)
    expect(runs.filter(run => run.complaints.length > 0)).toEqual([])
  },
  timeout,
)

const report = (name: string, runs: Run[]): void => {
  const total = (of: 'sent' | 'unknown') => runs.reduce((sum, run) => sum + run[of], 0)
  console.info(
    `${name}: ${runs.length} runs, ${total('sent')} notices sent once, ${total('unknown')} unknown with their call`,
  )
}
