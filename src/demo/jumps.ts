import type { Instant, Zone } from '../terms.ts'
import { addDays, addMinutes, instantAt, localDate } from '../time.ts'

export type Jump = '5' | '30' | 'start' | 'morning'

/** Before the first tap of a round, and in the middle of a morning. */
const MORNING = '06:15'
const START = '08:40'

/** Where a jump of the control bar leads. */
export const jumpTarget = (jump: Jump, now: Instant, zone: Zone): Instant => {
  const tomorrow = addDays(localDate(now, zone), 1)
  if (jump === 'morning') return instantAt(tomorrow, MORNING, zone)
  if (jump !== 'start') return addMinutes(now, Number(jump))
  const today = instantAt(localDate(now, zone), START, zone)
  return now < today ? today : instantAt(tomorrow, START, zone)
}
