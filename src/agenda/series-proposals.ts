import type { EpochMs, LocalDate } from '../terms.ts'
import {
  addDays,
  clockTime,
  instantAt,
  localDate,
  minutesToMs,
  msToMinutes,
  toEpochMs,
  toInstant,
} from '../time.ts'
import type { Occurrence } from './recurrence.ts'
import { isAbsent, isInWindows } from './series-obstacles.ts'
import type { NamedBusy, SeriesQuestion } from './series-question.ts'
import { around } from './series-room.ts'
import { freeSlots } from './slots.ts'
import { overlap, type Span } from './spans.ts'

const DAYS_AROUND = 3
/** A day further away weighs as much as two hours of another time. */
const DAY_WEIGHT = 120
/** Two proposals of one day differ by at least so much. */
const MINUTES_APART = 30

/** Where nobody entered hours: those at which nobody is surprised. */
const USUAL_HOURS = { from: '08:00', to: '19:00', place: 'any' } as const

/**
 * Up to two times near an occurrence that are free for everybody, the best first: on the same day or up to three days
 * away, close to the time of day that was wanted, and on no other day of the series.
 */
export const proposalsFor = (
  question: SeriesQuestion,
  busy: readonly NamedBusy[],
  { on, moment }: Occurrence,
  ofSeries: readonly (Span & { on: LocalDate })[],
): EpochMs[] => {
  const { patient, availability } = question
  const { zone } = availability
  const otherDays = new Set(ofSeries.filter(each => each.on !== on).map(each => each.on))
  const sameDay = ofSeries.filter(each => each.on === on)
  const wanted = minutesOfDay(toEpochMs(instantAt(on, moment.from, zone)), zone)
  const times = freeTimes(question, busy, on)
    .filter(slot => !otherDays.has(slot.on) && !isAbsent(patient.absences, slot.on))
    .filter(slot => ![...patient.times, ...sameDay].some(time => overlap(time, slot)))
    .filter(({ from, on: day }) => {
      const at = clockTime(from, zone)
      return isInWindows(patient.windows, day, at, at)
    })
    .map(slot => ({
      ...slot,
      weight:
        Math.abs(daysBetween(on, slot.on)) * DAY_WEIGHT + Math.abs(minutesOfDay(slot.from, zone) - wanted),
    }))
    .sort((a, b) => a.weight - b.weight || a.from - b.from)
  const [first] = times
  if (!first) return []
  const second =
    times.find(slot => slot.on !== first.on) ??
    times.find(slot => Math.abs(msToMinutes(slot.from - first.from)) >= MINUTES_APART)
  return second ? [first.from, second.from] : [first.from]
}

const freeTimes = (question: SeriesQuestion, busy: readonly NamedBusy[], on: LocalDate) => {
  const { availability, kind, where, travel, now, knowsHours } = question
  const days = { from: addDays(on, -DAYS_AROUND), to: addDays(on, DAYS_AROUND) }
  const usual = {
    weekly: [1, 2, 3, 4, 5, 6].map(weekday => ({ ...USUAL_HOURS, weekday, validFrom: null, validTo: null })),
    dated: [],
  }
  return freeSlots({
    availability: { ...availability, ...(knowsHours ? {} : usual), ...days },
    busy: [...new Set([days.from, on, days.to].flatMap(day => around(busy, day, availability.zone)))],
    breaks: question.breaks,
    kind,
    where,
    travel,
    now,
    ignoresNotice: true,
  }).filter(slot => slot.on >= localDate(toInstant(now), availability.zone))
}

const minutesOfDay = (at: EpochMs, zone: string): number => {
  const [hours, minutes] = clockTime(at, zone).split(':').map(Number)
  return hours! * 60 + minutes!
}

const daysBetween = (a: LocalDate, b: LocalDate): number =>
  Math.round((Date.parse(b) - Date.parse(a)) / minutesToMs(24 * 60))
