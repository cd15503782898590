import type { Instant, LocalDate, LocalTime, Place, Zone } from '../terms.ts'
import { addDays, epochAt, weekdayOf } from '../time.ts'
import { merged, type Span, without } from './spans.ts'

export type HoursPlace = Place | 'any'

/** A time of one day, in the practice's zone. It ends the next day when `to` is not after `from`. */
export type Hours = { from: LocalTime; to: LocalTime; place: HoursPlace }

/** Hours of a weekday, 1 (Monday) to 7; in the usual week (no dates), or only from a day on, up to another. */
export type WeeklyHours = Hours & { weekday: number; validFrom: LocalDate | null; validTo: LocalDate | null }

/**
 * Days that are not as the week says, first and last included. Open: at these hours and no others. Closed: at these
 * hours, all day when there are none. `own`: of the clinician, not of the whole practice.
 */
export type DatedHours = {
  fromOn: LocalDate
  toOn: LocalDate
  open: boolean
  hours: readonly Hours[]
  own: boolean
  createdAt: Instant
}

/** When one clinician sees patients, as known for the days from `from` to `to`, both included. */
export type Availability = {
  zone: Zone
  from: LocalDate
  to: LocalDate
  weekly: readonly WeeklyHours[]
  dated: readonly DatedHours[]
  /** The holidays on which the clinician does not work. */
  holidays: readonly LocalDate[]
  slotStepMinutes: number
  leastNoticeMinutes: number
}

export type Interval = Span & { place: HoursPlace }

/**
 * The open time that begins on a day, in order; it may last into the next one. A day of its own (`dated`) goes before
 * holidays, and these before the week. A leave is a closed day of the clinician.
 */
export const openIntervals = (availability: Availability, on: LocalDate): Interval[] => {
  const { zone, holidays } = availability
  const ofDay = availability.dated.filter(({ fromOn, toOn }) => fromOn <= on && on <= toOn)
  const decides = ofDay.filter(isWholeDay).sort(strongestFirst)[0]
  const cuts = ofDay
    .filter(each => !isWholeDay(each) && (each.own || !decides?.own))
    .flatMap(({ hours }) => hours.map(part => spanOn(on, part, zone)))
  const hours = decides?.hours ?? (holidays.includes(on) ? [] : hoursOfWeek(availability.weekly, on))
  return (['any', 'home', 'practice'] as const)
    .flatMap(place => {
      const spans = hours.filter(part => part.place === place).map(part => spanOn(on, part, zone))
      return merged(spans)
        .flatMap(span => without(span, cuts))
        .map(span => ({ ...span, place }))
    })
    .sort((a, b) => a.from - b.from || a.to - b.to)
}

/** Says how the day is, and does not only close a part of it. */
const isWholeDay = ({ open, hours }: DatedHours): boolean => open || hours.length === 0

/** The clinician's own word, then what was said of fewer days, then what was said last. */
const strongestFirst = (a: DatedHours, b: DatedHours): number =>
  Number(b.own) - Number(a.own) || daysOf(a) - daysOf(b) || b.createdAt.localeCompare(a.createdAt)

const daysOf = ({ fromOn, toOn }: DatedHours): number => Date.parse(toOn) - Date.parse(fromOn)

const spanOn = (on: LocalDate, { from, to }: Hours, zone: Zone): Span => ({
  from: epochAt(on, from, zone),
  to: epochAt(to > from ? on : addDays(on, 1), to, zone),
})

/** Of the weeks that count on a day, the one that began last: summer hours stand before those of the year. */
export const hoursOfWeek = (weekly: readonly WeeklyHours[], on: LocalDate): WeeklyHours[] => {
  const inForce = weekly.filter(({ validFrom, validTo }) => (validFrom ?? '') <= on && on <= (validTo ?? '9'))
  const latest = inForce.toSorted(latestFirst)[0]
  const today = weekdayOf(on)
  return inForce.filter(
    each =>
      each.validFrom === latest?.validFrom && each.validTo === latest?.validTo && each.weekday === today,
  )
}

const latestFirst = (a: WeeklyHours, b: WeeklyHours): number =>
  (b.validFrom ?? '').localeCompare(a.validFrom ?? '') || (a.validTo ?? '9').localeCompare(b.validTo ?? '9')
