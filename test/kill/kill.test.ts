import { describe, expect, test } from 'vitest'
import { freshPostgres, freshSqlite } from '../support/database.ts'
import { type Run, runLane } from './lane.ts'

/** Asked for by `npm run test:kill -- 300`: so many on each database. Without it the product is killed thirty times in all. */
const ASKED = Number(process.env.KILL_RUNS ?? 0)
const FIRST_SEED = Number(process.env.KILL_SEED ?? 1)

/** Lanes run side by side: most of a run is waiting. */
const LANES = 3

const TELL_EVERY = 25

const seedsOf = (lane: number, runs: number): number[] =>
  Array.from({ length: runs }, (_none, nth) => FIRST_SEED + nth).filter(seed => seed % LANES === lane)

const longest = (runs: number): number => 60_000 + runs * 20_000

describe.each([
  { name: 'SQLite', processes: 1, runs: ASKED || 20, fresh: freshSqlite },
  { name: 'PostgreSQL with two workers', processes: 2, runs: ASKED || 10, fresh: freshPostgres },
])('killed $runs times at any moment on $name', ({ name, processes, runs: times, fresh }) => {
  test(
    'every notice leaves exactly once or becomes a call',
    async () => {
      let done = 0
      const progress = (run: Run) => {
        if (run.complaints.length > 0) console.error(run)
        if (++done % TELL_EVERY === 0) console.info(`${name}: ${done} of ${times} runs`)
      }
      const lanes = Array.from({ length: LANES }, (_none, lane) =>
        runLane(fresh, seedsOf(lane, times), processes, progress),
      )
      const runs = (await Promise.all(lanes)).flat()
      report(name, runs)
      expect(runs).toHaveLength(times)
      expect(runs.filter(run => run.complaints.length > 0)).toEqual([])
    },
    longest(times),
  )
})

const report = (name: string, runs: Run[]): void => {
  const total = (of: 'sent' | 'unknown') => runs.reduce((sum, run) => sum + run[of], 0)
  console.info(
    `${name}: ${runs.length} runs, ${total('sent')} notices sent once, ${total('unknown')} unknown with their call`,
  )
}
