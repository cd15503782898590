import { ROWS_A_DAY, type Rows } from './grid.ts'

/** Where nothing is drawn between two rows, in order; what is shorter than `least` is left out. */
export const freeRows = (within: readonly Rows[], taken: readonly Rows[], least: number): Rows[] =>
  within.flatMap(span => leftOf(span, taken)).filter(({ from, to }) => to - from >= least)

/** What is left of a stretch of the day once the others are cut out of it. */
export const leftOf = (span: Rows, cuts: readonly Rows[]): Rows[] => {
  const left: Rows[] = []
  let { from } = span
  for (const cut of cuts.toSorted((a, b) => a.from - b.from)) {
    if (cut.to <= from || cut.from >= span.to) continue
    if (cut.from > from) left.push({ from, to: cut.from })
    from = cut.to
  }
  if (from < span.to) left.push({ from, to: span.to })
  return left
}

/** The whole day but for these stretches. */
export const outside = (open: readonly Rows[]): Rows[] => leftOf({ from: 0, to: ROWS_A_DAY }, open)
