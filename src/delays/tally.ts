/** What was seen of one kind of thing, old days forgotten little by little: weight, weighted sum and sum of squares. */
export type Tally = { weight: number; sum: number; squares: number; on: number }

/** A belief about something before it was seen: it counts as `weight` observations. */
export type Prior = { mean: number; weight: number }

/** Adds an observation of the day number `on`; what is `halfLifeDays` old counts half. */
export function observed(tally: Tally | undefined, value: number, on: number, halfLifeDays: number): Tally {
  const kept = tally ? 0.5 ** (Math.max(0, on - tally.on) / halfLifeDays) : 0
  return {
    weight: (tally?.weight ?? 0) * kept + 1,
    sum: (tally?.sum ?? 0) * kept + value,
    squares: (tally?.squares ?? 0) * kept + value * value,
    on,
  }
}

/** The mean, drawn towards the prior while little was seen (shrinkage). */
export const shrunkMean = (tally: Tally | undefined, { mean, weight }: Prior): number =>
  ((tally?.sum ?? 0) + weight * mean) / ((tally?.weight ?? 0) + weight)

/** The mean of squares, drawn towards that of the prior. */
export const shrunkSquares = (tally: Tally | undefined, { mean, weight }: Prior): number =>
  ((tally?.squares ?? 0) + weight * mean) / ((tally?.weight ?? 0) + weight)
