/**
 * What the ways to be wrong cost a patient, against waiting untold for somebody who is late (1). Told wrongly, they
 * believe the next text less; a second text costs attention. The trade-off drawn from these figures is in
 * `docs/delay-engine.md`.
 */
export const COSTS = {
  untold: 1,
  /** While there is time to tell later, keeping silent costs only what an early word would have spared. */
  untoldYet: 0.48,
  toldWrongly: 1.6,
} as const

/** From this long before the agreed time on, waiting for more news makes the word come too late to act on. */
export const LAST_USEFUL_MINUTES = 30

/** The probability of lateness from which a word costs less than silence, this long before the agreed time. */
export function worthTelling(minutesBefore: number): number {
  const silence = minutesBefore > LAST_USEFUL_MINUTES ? COSTS.untoldYet : COSTS.untold
  return COSTS.toldWrongly / (COSTS.toldWrongly + silence)
}
