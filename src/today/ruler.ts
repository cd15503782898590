import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/** « La réglette »: what was agreed, what is expected and what must not be passed, on one axis. Drawing units. */
export type Ruler = {
  ticks: string
  agreed: number | null
  window: { x: number; width: number } | null
  expected: { x: number; width: number } | null
  limit: number | null
  labels: { x: number; words: string }[]
}

export type RulerMarks = {
  agreedAt: EpochMs | null
  window: { from: EpochMs; to: EpochMs } | null
  expected: { from: EpochMs; to: EpochMs } | null
  limitAt: EpochMs | null
}

const WIDTH = 324
const LEFT = 1
const LABEL_ROOM = 56
const STEPS_MINUTES = [5, 10, 15, 30, 60, 120]

/** Draws at most four marks; undefined when there is nothing to compare. */
export const ruler = (marks: RulerMarks, time: (at: EpochMs) => string): Ruler | undefined => {
  const { agreedAt, window, expected, limitAt } = marks
  const instants = [agreedAt, window?.from, window?.to, expected?.from, expected?.to, limitAt].filter(
    at => at != null,
  )
  if (instants.length < 2) return undefined
  const { from, step, count } = axis(Math.min(...instants), Math.max(...instants))
  const x = (at: EpochMs) => Math.round(LEFT + ((at - from) / (step * count)) * WIDTH)
  const span = (range: { from: EpochMs; to: EpochMs }) => ({
    x: x(range.from),
    width: Math.max(12, x(range.to) - x(range.from)),
  })
  return {
    ticks: Array.from({ length: count + 1 }, (_, index) => `M${x(from + index * step)} 9v8`).join(''),
    agreed: agreedAt === null ? null : x(agreedAt),
    window: window && span(window),
    expected: expected && span(expected),
    limit: limitAt === null ? null : x(limitAt),
    labels: roomy(
      [agreedAt, limitAt, expected?.from, window?.from, window?.to]
        .filter(at => at != null)
        .map(at => ({ x: x(at), words: time(at) })),
    ),
  }
}

/** A whole number of steps around what is shown, with half a step of air on both sides. */
const axis = (first: EpochMs, last: EpochMs) => {
  const minutes = STEPS_MINUTES.find(candidate => last - first <= minutesToMs(candidate) * 7) ?? 240
  const step = minutesToMs(minutes)
  const from = Math.floor((first - step / 2) / step) * step
  return { from, step, count: Math.max(2, Math.ceil((last + step / 2 - from) / step)) }
}

/** Labels in order of importance; one without room beside those before it is left out. */
const roomy = (labels: Ruler['labels']): Ruler['labels'] => {
  const kept: Ruler['labels'] = []
  for (const label of labels)
    if (kept.every(other => Math.abs(other.x - label.x) >= LABEL_ROOM)) kept.push(label)
  return kept
}
