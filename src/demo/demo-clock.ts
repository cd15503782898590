import type { Clock, SteppedClock } from '../clock.ts'
import type { Db, Trx } from '../db/database.ts'
import { findFact, keepFact } from '../db/installation.ts'
import type { Instant } from '../terms.ts'

/** How many seconds of the demo pass in one of ours; 0: it stands still. */
export const SPEEDS = [0, 1, 10, 60] as const

export type Speed = (typeof SPEEDS)[number]

/** What time it is in the demo and how fast it goes, kept so that a restart goes on from there. */
export type DemoTime = { at: Instant; speed: Speed }

/** Null: nothing has been played yet. */
export const findDemoTime = async (db: Db | Trx): Promise<DemoTime | null> => {
  const kept = await findFact(db, 'demo_clock')
  return kept === undefined ? null : (JSON.parse(kept) as DemoTime)
}

export const keepDemoTime = async (db: Db | Trx, time: DemoTime): Promise<void> =>
  await keepFact(db, 'demo_clock', JSON.stringify(time))

/** In the demo time is what has been played, so its clock must be one that can be set. */
export const steppedClockOf = (clock: Clock): SteppedClock => {
  if (isStepped(clock)) return clock
  throw new Error('the demo needs a clock that stands still until it is set')
}

const isStepped = (clock: Clock): clock is SteppedClock => 'set' in clock
