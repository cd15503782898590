import type { Place } from '../terms.ts'

/** How long before the agreed time a word comes: more news will come before it is needed; in good time; nearly too late. */
type Moment = 'ahead' | 'inTime' | 'late'

/**
 * What silence costs a patient who will indeed be late to be seen, against what it costs to be told wrongly (1): somebody
 * who let go of the agreed time is not there or not ready when it holds after all, and believes the next text less. In a
 * waiting room a word in time spares the most; well ahead it can still be said later, and nearly at the time they are on
 * their way. Whoever waits at home waits in comfort: there a text has to be nearly sure.
 *
 * The trade-off that these figures were chosen from, on lifelike days (`npm run backtest`, six seeds of 60 days). Asked
 * for: the probability of lateness ahead, in time and late. Chosen are 0.91 / 0.75 / 0.69 at the practice, where telling
 * more people half an hour before means wider ranges, and soon one patient in three told wrongly; and 0.95 / 0.89 / 0.88
 * at home.
 *
 * | place | asked for | told rightly | false per 100 visits | told ≥ 30 min before | reversals per 100 | last range |
 * |---|---|---|---|---|---|---|
 * | practice | 0.97 / 0.88 / 0.86 | 90 % | 1.0 | 10 % | 0.5 | 21 min |
 * | practice | 0.91 / 0.75 / 0.69 | 81 % | 3.3 | 22 % | 1.7 | 20 min |
 * | practice | 0.85 / 0.66 / 0.78 | 80 % | 3.0 | 30 % | 2.9 | 23 min |
 * | practice | 0.85 / 0.60 / 0.60 | 71 % | 6.4 | 36 % | 4.0 | 20 min |
 * | practice | 0.75 / 0.50 / 0.55 | 63 % | 9.9 | 48 % | 7.4 | 20 min |
 * | home | 0.98 / 0.94 / 0.92 | 95 % | 0.9 | 37 % | 0.8 | 20 min |
 * | home | 0.95 / 0.89 / 0.88 | 93 % | 1.2 | 44 % | 1.2 | 21 min |
 * | home | 0.95 / 0.89 / 0.85 | 93 % | 1.4 | 44 % | 1.2 | 21 min |
 */
export const COSTS = {
  toldWrongly: 1,
  untold: {
    practice: { ahead: 0.1, inTime: 0.33, late: 0.45 },
    home: { ahead: 0.05, inTime: 0.12, late: 0.136 },
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
