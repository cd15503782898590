/** Seeded chance: the same seed gives the same days. */
export type Chance = {
  /** Between 0 and 1. */
  share: () => number
  normal: (mean: number, spread: number) => number
  exponential: (mean: number) => number
  whole: (from: number, to: number) => number
  happens: (probability: number) => boolean
  oneOf: <T>(items: readonly T[]) => T
}

/** Shares by mulberry32, normal numbers by Box and Muller. */
export function chanceOf(seed: number): Chance {
  let state = seed | 0
  const share = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const positive = (): number => 1 - share()
  const whole = (from: number, to: number): number => from + Math.floor(share() * (to - from + 1))
  return {
    share,
    whole,
    normal: (mean, spread) =>
      mean + spread * Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * share()),
    exponential: mean => -mean * Math.log(positive()),
    happens: probability => share() < probability,
    oneOf: items => items[whole(0, items.length - 1)]!,
  }
}
