import type { PassageWindow } from '../cadre/terms.ts'
import { periodOf } from '../cadre/windows.ts'
import { type DayPart, type Frequency, weekdaysOf } from './frequency.ts'
import type { SeriesRule } from './recurrence.ts'

/** A rule as a form begins with it: a time that nobody agreed yet is empty. */
type FirstRule = Omit<SeriesRule, 'moments'> & { moments: FirstMoment[] }
type FirstMoment = { weekdays: number[]; from: string; to: string; hardBefore: string }

/** A part of the day that is asked for by a text and not by the cadre has no time yet. */
const OPEN: FirstMoment = { weekdays: [], from: '', to: '', hardBefore: '' }

/**
 * What a prescribed frequency most likely means: its days, at the times of the cadre where there are any. Without a
 * frequency once a week, to be corrected.
 */
export const firstRule = (frequency: Frequency | null, windows: readonly PassageWindow[]): FirstRule => {
  if (!frequency) return { unit: 'week', interval: 1, moments: [OPEN] }
  const { unit, interval, dayParts } = frequency
  const weekdays = unit === 'week' ? weekdaysOf(frequency) : [1, 2, 3, 4, 5, 6, 7]
  const parts: (DayPart | null)[] = dayParts.length > 0 ? dayParts : [null]
  const moments = parts.flatMap(part => momentsOf(part, weekdays, windows))
  // Other times at the week-end: then it is days of the week that are counted.
  const varies = unit === 'day' && interval === 1 && moments.some(moment => moment.weekdays.length < 7)
  return { unit: varies ? 'week' : unit, interval, moments }
}

const momentsOf = (
  part: DayPart | null,
  weekdays: readonly number[],
  windows: readonly PassageWindow[],
): FirstMoment[] => {
  const open = new Set(weekdays)
  const agreed: FirstMoment[] = []
  for (const window of windows.toSorted((a, b) => a.from.localeCompare(b.from))) {
    if (part !== null && periodOf(window.from) !== part) continue
    // Once a day, unless a part of the day is asked for: the first window of a day is the one.
    const days = window.weekdays.filter(day => open.delete(day))
    const to = window.to === window.from ? '' : window.to
    if (days.length > 0)
      agreed.push({ weekdays: days, from: window.from, to, hardBefore: window.hardBefore ?? '' })
  }
  if (agreed.length === 0) return [{ ...OPEN, weekdays: [...weekdays] }]
  return open.size > 0 ? [...agreed, { ...OPEN, weekdays: [...open] }] : agreed
}
