import type { LocalTime } from '../terms.ts'
import type { PassageWindow } from './terms.ts'
import { localTimeWords } from './window-words.ts'

/** « Quand êtes-vous prévenu·e ? » drawn: what was agreed, how long nothing is said, when somebody is told or called. */
export type Ruler = {
  /** Minutes after the agreed time, or the end of the window, in which nothing is said. */
  toleranceMinutes: number
  toldFrom: LocalTime
  agreed: { x: number; width: number }
  told: { x: number; width: number }
  limit: number | null
  labels: { x: number; words: string }[]
}

/** The axis, in the units of the drawing, 326 wide. */
const FROM = 24
const TO = 264
/** Two labels closer than this would overlap. */
const LABEL = 56

/** Tolerance of the cadre, else the practice's after an agreed time, else none after a window. */
export const toleranceAfter = (window: PassageWindow, agreed: number | null, practice: number): number =>
  agreed ?? (window.from === window.to ? practice : 0)

export const rulerOf = (window: PassageWindow, toleranceMinutes: number): Ruler => {
  const start = minutesOf(window.from)
  const told = Math.min(minutesOf(window.to) + toleranceMinutes, LAST)
  const limit = window.hardBefore === null ? null : minutesOf(window.hardBefore)
  const end = Math.max(limit ?? 0, told + Math.max(15, (told - start) / 2))
  const x = (minutes: number) => Math.round(FROM + ((minutes - start) / (end - start)) * (TO - FROM))
  const toldUntil = limit !== null && limit > told ? limit : end
  const marks = [start, minutesOf(window.to), told, ...(limit === null ? [] : [limit])]
  return {
    toleranceMinutes,
    toldFrom: timeOf(told),
    agreed: { x: x(start), width: x(told) - x(start) },
    told: { x: x(told), width: x(toldUntil) - x(told) },
    limit: limit === null ? null : x(limit),
    labels: spaced(
      [...new Set(marks)]
        .toSorted((a, b) => a - b)
        .map(minutes => ({ x: x(minutes), words: localTimeWords(timeOf(minutes)) })),
    ),
  }
}

const LAST = 24 * 60 - 1

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const timeOf = (minutes: number): LocalTime =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The first and the last label always stay, others where they have room. */
const spaced = (labels: Ruler['labels']): Ruler['labels'] => {
  const last = labels.at(-1)!
  return labels.filter((label, index) => {
    const before = labels[index - 1]
    if (before === undefined || label === last) return true
    return label.x - labels[0]!.x >= LABEL && last.x - label.x >= LABEL
  })
}
