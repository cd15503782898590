import ICAL from 'ical.js'
import type { LocalDate, LocalTime } from '../terms.ts'
import { weekdayOf } from '../time.ts'

/** One time of the day at which a series passes: an agreed time, or a window when `to` is set. */
export type SeriesMoment = {
  /** On which days of the week, 1 (Monday) to 7; ignored when the rule counts days. */
  weekdays: number[]
  from: LocalTime
  to: LocalTime | null
  /** Heure impérative. */
  hardBefore: LocalTime | null
}

/** When a series comes back: every so many days, or on weekdays of every so many weeks. */
export type SeriesRule = { unit: 'day' | 'week'; interval: number; moments: SeriesMoment[] }

/** One time that a series comes round; its key is the same as long as its day and time are. */
export type Occurrence = { key: string; on: LocalDate; moment: SeriesMoment }

const BYDAY = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The rule as RFC 5545 writes it, without a time of day: dates have no zone, so no change of the clock can move them. */
const recurOf = ({ unit, interval, moments }: SeriesRule): string | undefined => {
  if (unit === 'day') return `FREQ=DAILY;INTERVAL=${interval}`
  const weekdays = [...new Set(moments.flatMap(moment => moment.weekdays))].sort((a, b) => a - b)
  if (weekdays.length === 0) return undefined
  return `FREQ=WEEKLY;INTERVAL=${interval};WKST=MO;BYDAY=${weekdays.map(day => BYDAY[day - 1]).join(',')}`
}

/** The days of a rule from one on, in order, up to the last one asked for. */
function* datesOf(rule: SeriesRule, from: LocalDate, to: LocalDate): Generator<LocalDate> {
  const recur = recurOf(rule)
  if (!recur || rule.moments.length === 0) return
  const iterator = ICAL.Recur.fromString(recur).iterator(ICAL.Time.fromDateString(from))
  for (let next = iterator.next(); next; next = iterator.next()) {
    const on = next.toString()
    if (on > to) return
    if (on >= from) yield on
  }
}

/** Every time that a rule comes round between two days, both included, in order. */
export function* occurrencesOf(rule: SeriesRule, from: LocalDate, to: LocalDate): Generator<Occurrence> {
  const moments = rule.moments.toSorted((a, b) => a.from.localeCompare(b.from))
  for (const on of datesOf(rule, from, to))
    for (const moment of moments)
      if (rule.unit === 'day' || moment.weekdays.includes(weekdayOf(on)))
        yield { key: `${on}T${moment.from}`, on, moment }
}
