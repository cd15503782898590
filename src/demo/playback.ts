import type { SteppedClock } from '../clock.ts'
import type { Db } from '../db/database.ts'
import type { EpochMs, Instant } from '../terms.ts'
import { toEpochMs, toInstant } from '../time.ts'
import { findDemoTime, keepDemoTime } from './demo-clock.ts'
import { type Cues, playStep } from './play-step.ts'

/** Undo times, hours and notices then work as they do when nobody hurries. */
const STEP_MS = 30_000
/** A process that is killed loses no more of the demo's time than that. */
const KEPT_EVERY_MS = 60_000

export type Stage = {
  db: Db
  clock: SteppedClock
  /** One turn of the worker. */
  turn: () => Promise<unknown>
}

export type Playback = {
  /** Plays what lies between the demo's time and `until`, in order. */
  playUntil(until: Instant): Promise<void>
  /** Plays as much as has passed, at the demo's speed, in so many milliseconds of ours. */
  letPass(ms: number): Promise<void>
  /** So that a restart goes on from here. */
  keepTime(): Promise<void>
  /** Waits for what is being played, then changes the scene; the clock is set to the time that was kept there. */
  change(scene: () => Promise<void>): Promise<void>
}

/** Plays the demo: taps of the script, then turns of the worker, step by step. Requests to play wait for one another. */
export const makePlayback = ({ db, clock, turn }: Stage): Playback => {
  const cues: Cues = new Map()
  let keptAt: EpochMs = Number.NEGATIVE_INFINITY
  let last: Promise<void> = Promise.resolve()

  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }

  const keepTime = async (): Promise<void> => {
    const speed = (await findDemoTime(db))?.speed ?? 1
    await keepDemoTime(db, { at: clock.now(), speed })
    keptAt = clock.epochMs()
  }

  const goBackTo = (at: Instant): void => {
    clock.set(at)
    cues.clear()
    keptAt = toEpochMs(at)
  }

  const play = async (until: EpochMs): Promise<void> => {
    while (clock.epochMs() < until) {
      const since = clock.now()
      clock.set(toInstant(Math.min(until, clock.epochMs() + STEP_MS)))
      await playStep(db, cues, { since, now: clock.now() })
      await turn()
      if (clock.epochMs() - keptAt >= KEPT_EVERY_MS) await keepTime()
    }
  }

  return {
    playUntil: until => inTurn(() => play(toEpochMs(until)).then(keepTime)),
    letPass: ms =>
      inTurn(async () => {
        const kept = await findDemoTime(db)
        // Started over from the command line, while this process was running.
        if (kept && toEpochMs(kept.at) < keptAt) goBackTo(kept.at)
        await play(Math.floor(clock.epochMs() + ms * (kept?.speed ?? 0)))
      }),
    keepTime: () => inTurn(keepTime),
    change: scene =>
      inTurn(async () => {
        await scene()
        const kept = await findDemoTime(db)
        if (kept) goBackTo(kept.at)
      }),
  }
}
