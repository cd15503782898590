import type { House } from '../house.ts'
import { instantAt } from '../time.ts'
import { findDemoTime, steppedClockOf } from './demo-clock.ts'
import { makePlayback, type Playback } from './playback.ts'
import { ZONE } from './seed/practice.ts'
import { seedAnew } from './start-over.ts'
import { DEMO_START } from './story.ts'

type TurningWorker = { turn: () => Promise<unknown> }

/** Makes the demo ready for visitors: as it was left, or anew with its first morning played up to 8 h 40. */
export const prepareDemo = async (house: House, worker: TurningWorker): Promise<void> => {
  const playback = makePlayback({ db: house.db, clock: steppedClockOf(house.clock), turn: worker.turn })
  if (await findDemoTime(house.db)) await playback.change(async () => {})
  else await startOver(house, playback)
  await playFirstMorning(playback, house)
}

/** Forgets all that visitors did, and begins again at 8 h 40 on the first day. */
export const startOver = async (house: House, playback: Playback): Promise<void> => {
  await playback.change(() => seedAnew(house.db, house.secrets))
  await playFirstMorning(playback, house)
}

/** Does nothing later than that; a first morning that was broken off goes on. */
const playFirstMorning = async (playback: Playback, { clock }: House): Promise<void> => {
  const start = instantAt(DEMO_START.on, DEMO_START.time, ZONE)
  if (clock.now() < start) await playback.playUntil(start)
}
