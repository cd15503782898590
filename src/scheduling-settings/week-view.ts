import type { Period } from '../agenda/hours.ts'
import type { WeeklyHours } from '../agenda/opening.ts'
import type { LocalTime } from '../terms.ts'
import { hoursWords, WEEKDAYS } from './hours-words.ts'

/** A bar of a day, in the units of a drawing `WIDTH` wide. */
export type Bar = { x: number; width: number; place: WeeklyHours['place'] }
export type WeekDay = { name: string; words: string[]; bars: Bar[] }
export type WeekView = { period: Period; days: WeekDay[]; marks: { x: number; words: string }[] }

export const WIDTH = 240
const MARK_HOURS = [8, 12, 16, 20]

/** The weeks of a clinician to read and to look at: the usual one first, then those of periods as they come. */
export const weekViews = (hours: readonly WeeklyHours[]): WeekView[] => {
  const weeks = Map.groupBy(hours, ({ validFrom, validTo }) => `${validFrom ?? ''} ${validTo ?? ''}`)
  return [...weeks].sort(([a], [b]) => a.localeCompare(b)).map(([, week]) => weekView(week))
}

const weekView = (week: readonly WeeklyHours[]): WeekView => {
  const { validFrom, validTo } = week[0]!
  const axis = axisOf(week)
  return {
    period: { validFrom, validTo },
    marks: MARK_HOURS.map(hour => ({ x: axis.x(hour * 60), words: `${hour}` })),
    days: WEEKDAYS.map((name, index) => {
      const ofDay = week.filter(({ weekday }) => weekday === index + 1)
      return { name, words: ofDay.map(hoursWords), bars: ofDay.map(each => barOf(each, axis)) }
    }),
  }
}

type Axis = { x(minutes: number): number }

/** From 7 h to 21 h, or wider where the week is. */
const axisOf = (week: readonly WeeklyHours[]): Axis => {
  const from = Math.min(7 * 60, ...week.map(each => minutesOf(each.from)))
  const to = Math.max(21 * 60, ...week.map(endOf))
  return { x: minutes => Math.round(((minutes - from) * WIDTH) / (to - from)) }
}

const barOf = (hours: WeeklyHours, { x }: Axis): Bar => {
  const from = x(minutesOf(hours.from))
  return { x: from, width: x(endOf(hours)) - from, place: hours.place }
}

/** A night is drawn until midnight. */
const endOf = ({ from, to }: WeeklyHours): number => (to > from ? minutesOf(to) : 24 * 60)

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
