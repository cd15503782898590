import type { EpochMs } from '../terms.ts'

/** From an instant up to another one, which is no longer part of it. */
export type Span = { from: EpochMs; to: EpochMs }

export const overlap = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

const byBeginning = (a: Span, b: Span): number => a.from - b.from || a.to - b.to

/** The same time in as few spans as possible, in order: what overlaps or touches becomes one, what is empty goes. */
export const merged = (spans: readonly Span[]): Span[] => {
  const result: Span[] = []
  for (const { from, to } of spans.filter(span => span.from < span.to).sort(byBeginning)) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}

/** What is left of a span once others are cut out of it, in order. */
export const without = (span: Span, cuts: readonly Span[]): Span[] => {
  const left: Span[] = []
  let from = span.from
  for (const cut of merged(cuts.filter(cut => overlap(cut, span)))) {
    if (cut.from > from) left.push({ from, to: cut.from })
    from = cut.to
  }
  if (from < span.to) left.push({ from, to: span.to })
  return left
}

/** The longest stretch inside a span that none of the others takes. */
export const longestGap = (span: Span, taken: readonly Span[]): EpochMs =>
  Math.max(0, ...without(span, taken).map(({ from, to }) => to - from))
