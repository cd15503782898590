import { addSeconds } from '../time.ts'
import type { Chore } from '../worker.ts'

/** The same work, done only once this many seconds have passed since the last time; a clock set back does not stop it. */
export const atMostEvery = (seconds: number, run: Chore['run']): Chore['run'] => {
  let last: string | null = null
  return async now => {
    if (last !== null && last <= now && now < addSeconds(last, seconds)) return
    last = now
    await run(now)
  }
}
