/** Chance that is the same at each start: a stream of numbers from a word. */
export type Random = {
  /** From 0 (included) to 1 (not). */
  next(): number
  /** A whole number, both ends included. */
  between(least: number, most: number): number
  pick<Item>(items: readonly Item[]): Item
  /** A positive factor around 1 whose logarithm has this standard deviation: how visits vary in length. */
  factor(spread: number): number
}

export const randomFrom = (word: string): Random => {
  const next = mulberry32(fnv1a(word))
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    between,
    pick: items => items[between(0, items.length - 1)]!,
    factor: spread => Math.exp(spread * normal(next)),
  }
}

/** Mulberry32, by Tommy Ettinger (public domain). */
const mulberry32 = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** FNV-1a, 32 bits. */
const fnv1a = (word: string): number =>
  [...word].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193), 0x811c9dc5)

/** Box and Muller. */
const normal = (next: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
