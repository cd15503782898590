/** Under so many, one case more or less would move a percentage by more than five points. */
export const LEAST_FOR_SHARE = 20

/** « 12 sur 47 »; `percent` is rounded, and null where there are too few for one. */
export type Share = { count: number; of: number; percent: number | null }

export const shareOf = (count: number, of: number): Share => ({
  count,
  of,
  percent: of < LEAST_FOR_SHARE ? null : Math.round((100 * count) / of),
})

/**
 * The smallest of the values that at least this share of them does not exceed (nearest rank), so that « 9 sur 10 au
 * plus 14 min » can be counted again by hand. `sorted`: smallest first, at least one.
 */
export const quantile = (sorted: number[], share: number): number =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!

/** 99 %, both sides: with some thirty moments of a week looked at, 95 % would find one by chance each time. */
const Z = 2.576

/** The lowest share that is still believable after `count` of `of` (Wilson 1927). */
export const lowestBelievable = (count: number, of: number): number => {
  if (of === 0) return 0
  const share = count / of
  const middle = share + Z ** 2 / (2 * of)
  const margin = Z * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2))
  return (middle - margin) / (1 + Z ** 2 / of)
}
