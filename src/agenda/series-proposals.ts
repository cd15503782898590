import type { EpochMs, LocalDate } from '../terms.ts'
import { addDays, clockTime, instantAt, localDate, toEpochMs, toInstant } from '../time.ts'
import { minuteOfDay, nearTimes } from './near-times.ts'
import { suits } from './own-times.ts'
import type { Occurrence } from './recurrence.ts'
import { isInWindows } from './series-obstacles.ts'
import type { NamedBusy, SeriesQuestion } from './series-question.ts'
import { around } from './series-room.ts'
import { freeSlots } from './slots.ts'
import type { Span } from './spans.ts'

const DAYS_AROUND = 3

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
  const own = { absences: patient.absences, times: [...patient.times, ...sameDay] }
  const minute = minuteOfDay(toEpochMs(instantAt(on, moment.from, zone)), zone)
  const times = freeTimes(question, busy, on).filter(slot => {
    const at = clockTime(slot.from, zone)
    return !otherDays.has(slot.on) && suits(own, slot) && isInWindows(patient.windows, slot.on, at, at)
  })
  return nearTimes(times, { on, minute }, { zone, most: 2 }).map(({ from }) => from)
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
