/**
 * The chances of the forecast: the same numbers every time, so that an estimate moves with the news and never by luck.
 * Each variable of a day has its own order of the same evenly spread shares (Latin hypercube; McKay, Beckman, Conover 1979).
 */
export const DRAWS = 64

const SHARES = Float64Array.from({ length: DRAWS }, (_, index) => (index + 0.5) / DRAWS)
const LOGITS = SHARES.map(share => Math.log(share / (1 - share)))

const made: Float64Array[] = []

/** The draws of the variable number `variable`, as logits of shares: a log-logistic law multiplies by exp(logit / shape). */
export function logits(variable: number): Float64Array {
  made[variable] ??= shuffled(LOGITS, variable + 1)
  return made[variable]
}

/** What the draws of a variable multiply the median of a log-logistic law by. A day asks for the same few at every look. */
export function factors(variable: number, shape: number): Float64Array {
  if ((factorsMade[variable]?.size ?? MOST_KEPT) === MOST_KEPT) factorsMade[variable] = new Map()
  const ofVariable = factorsMade[variable]!
  const known = ofVariable.get(shape)
  if (known) return known
  const result = logits(variable).map(logit => Math.exp(logit / shape))
  ofVariable.set(shape, result)
  return result
}

const MOST_KEPT = 8
const factorsMade: Map<number, Float64Array>[] = []

/** Fisher–Yates with a small generator (mulberry32), seeded by the variable. */
function shuffled(values: Float64Array, seed: number): Float64Array {
  const result = values.slice()
  let state = Math.imul(seed, 0x9e3779b1)
  for (let index = result.length - 1; index > 0; index--) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    const other = ((mixed ^ (mixed >>> 14)) >>> 0) % (index + 1)
    const kept = result[index]!
    result[index] = result[other]!
    result[other] = kept
  }
  return result
}
