/** Chance that can be repeated: the same seed gives the same numbers (mulberry32). */
export type Chance = {
  /** From 0 up to, but not, `below`. */
  number(below: number): number
  whole(below: number): number
  one<Choice>(choices: readonly Choice[]): Choice
}

export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const number = (below: number) => next() * below
  const whole = (below: number) => Math.floor(number(below))
  return { number, whole, one: choices => choices[whole(choices.length)]! }
}
