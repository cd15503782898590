import type { Place } from '../terms.ts'

/** How long before the agreed time a word comes: more news will come before it is needed; in good time; nearly too late. */
type Moment = 'ahead' | 'inTime' | 'late'

/**
 * What silence costs a patient who will indeed be late to be seen, against what it costs to be told wrongly (1): somebody
 * who let go of the agreed time is not there or not ready when it holds after all, and believes the next text less. In a
 * waiting room a word in time spares the most; well ahead it can still be said later, and nearly at the time they are on
 * their way. Whoever waits at home waits in comfort: there a text has to be nearly sure.
 *
 * The trade-off that these figures were chosen from, on lifelike days (`npm run backtest`), by the probability asked for
 * in time; in bold what was chosen:
 *
 * | place | asked for | told rightly | false per 100 visits | told ≥ 30 min before | reversals per 100 |
 * |---|---|---|---|---|---|
TRADEOFF
 */
export const COSTS = {
  toldWrongly: 1,
  untold: {
    practice: { ahead: 0.16, inTime: 0.45, late: 0.32 },
    home: { ahead: 0.05, inTime: 0.12, late: 0.17 },
  } satisfies Record<Place, Record<Moment, number>>,
} as const

/** Farther ahead than this, waiting for more news costs next to nothing; nearer than that, the word comes late. */
const AHEAD_MINUTES = 50
const LATE_MINUTES = 30

/** The probability of lateness from which a word costs less than silence, this long before the agreed time. */
export function worthTelling(place: Place, minutesBefore: number): number {
  const untold = COSTS.untold[place][momentOf(minutesBefore)]
  return COSTS.toldWrongly / (COSTS.toldWrongly + untold)
}

const momentOf = (minutesBefore: number): Moment => {
  if (minutesBefore > AHEAD_MINUTES) return 'ahead'
  return minutesBefore > LATE_MINUTES ? 'inTime' : 'late'
}
