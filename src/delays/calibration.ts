/** The shares at which a forecast is stated, and at which its truth is followed. */
export const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9] as const

/**
 * For each of `SHARES`, the share of the model's possibilities that turned out to hold that often: where the model is
 * too sure of itself, the 0.1 of the truth is perhaps its 0.06.
 */
export type Calibration = readonly number[]

export const UNCALIBRATED: Calibration = SHARES

/** How fast it follows; slow enough that chance alone hardly moves it. */
const RATE = 0.002

/** However wrong it was, the model is not stretched beyond what it knows of. */
const LEAST = 0.005

/**
 * Follows how often starts came before what was stated (adaptive conformal inference; Gibbs and Candès 2021). `came`: for
 * each of `SHARES`, whether the start came until the quantile stated for it; null where a bound decided and not chance.
 */
export function followed(calibration: Calibration, came: (boolean | null)[]): Calibration {
  const moved = calibration.map((model, index) => {
    const by = came[index] === null ? 0 : RATE * (SHARES[index]! - (came[index] ? 1 : 0))
    return Math.min(Math.max(model + by, LEAST), 1 - LEAST)
  })
  return moved.sort((a, b) => a - b)
}

/** The share of the model's possibilities for a share of the truth. */
export const modelShare = (calibration: Calibration, truth: number): number =>
  between(SHARES, calibration, truth)

/** The share of the truth for a share of the model's possibilities. */
export const trueShare = (calibration: Calibration, model: number): number =>
  between(calibration, SHARES, model)

/** Straight lines from (0, 0) through the points to (1, 1). */
function between(from: readonly number[], to: readonly number[], value: number): number {
  let [low, lowTo] = [0, 0]
  for (let index = 0; index <= from.length; index++) {
    const [high, highTo] = [from[index] ?? 1, to[index] ?? 1]
    if (value <= high)
      return high === low ? highTo : lowTo + ((value - low) / (high - low)) * (highTo - lowTo)
    low = high
    lowTo = highTo
  }
  return 1
}
