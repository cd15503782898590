import type { LocalTime } from '../terms.ts'
import type { PassageWindow } from './terms.ts'
import { localTimeWords } from './window-words.ts'

/** « Quand êtes-vous prévenu·e ? » drawn: what was agreed, how long nothing is said, when somebody is told or called. */
export type Ruler = {
  toldFrom: LocalTime
  /** The agreed time, or both ends of the window. */
  agreed: number[]
  /** Nothing is said. */
  quiet: { x: number; width: number }
  told: { x: number; width: number }
  limit: number | null
  labels: { x: number; words: string }[]
}

/** The axis, in the units of the drawing, 326 wide. */
const FROM = 24
const TO = 264
/** Two labels closer than this would overlap; the middle of the last one stays in the drawing. */
const LABEL = 56
const LAST_LABEL = 296

/** Tolerance of the cadre, else the practice's after an agreed time, else none after a window. */
export const toleranceAfter = (window: PassageWindow, agreed: number | null, practice: number): number =>
  agreed ?? (window.from === window.to ? practice : 0)

export const rulerOf = (window: PassageWindow, toleranceMinutes: number): Ruler => {
  const [start, until] = [minutesOf(window.from), minutesOf(window.to)]
  const told = Math.min(until + toleranceMinutes, LAST)
  const limit = window.hardBefore === null ? null : minutesOf(window.hardBefore)
  const marks = [...new Set([start, until, told, limit ?? told])].toSorted((a, b) => a - b)
  const end = limit !== null && limit > told ? limit : told + Math.max(15, Math.round((told - start) / 2))
  const places = placed(marks, end)
  const x = (minutes: number) => places.get(minutes) ?? TO
  return {
    toldFrom: timeOf(told),
    agreed: [...new Set([x(start), x(until)])],
    quiet: { x: x(start), width: x(told) - x(start) },
    told: { x: x(told), width: x(end) - x(told) },
    limit: limit === null ? null : x(limit),
    labels: marks.map(minutes => ({ x: x(minutes), words: localTimeWords(timeOf(minutes)) })),
  }
}

/** To scale where there is room; where two marks would be too close for their labels, as far apart as these need. */
const placed = (marks: number[], end: number): Map<number, number> => {
  const start = marks[0]!
  const scale = (TO - FROM) / Math.max(end - start, 1)
  let free = FROM
  const pushed = marks.map((mark, index) => {
    const latest = LAST_LABEL - (marks.length - 1 - index) * LABEL
    const place = Math.min(Math.max(free, Math.round(FROM + (mark - start) * scale)), latest)
    free = place + LABEL
    return [mark, place] as const
  })
  const places = new Map(pushed)
  if (!places.has(end)) places.set(end, Math.max(TO, free - LABEL / 2))
  return places
}

const LAST = 24 * 60 - 1

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const timeOf = (minutes: number): LocalTime =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
