import type { EpochMs, LocalDate, LocalTime, Zone } from '../terms.ts'
import { clockTime, dayBounds, msToMinutes, toEpochMs } from '../time.ts'

/** A day is drawn in rows of five minutes, by what its clocks show: 288 of them, also when a night has one hour more or less. */
export const ROW_MINUTES = 5
export const ROWS_AN_HOUR = 60 / ROW_MINUTES
export const ROWS_A_DAY = 24 * ROWS_AN_HOUR

/** From a row up to another one, which is no longer part of it. */
export type Rows = { from: number; to: number }

type Taken = { from: EpochMs; to: EpochMs }

/**
 * The rows that a time takes in the drawing of a day; what lies outside the day is cut off. At least `least` rows, so
 * that it can be read. Undefined: it has no part in that day.
 */
export const rowsOf = (on: LocalDate, taken: Taken, zone: Zone, least = 1): Rows | undefined => {
  const { from: start, to: end } = boundsOf(on, zone)
  if (taken.to <= start || taken.from >= end) return undefined
  const from = taken.from <= start ? 0 : Math.floor(rowAt(taken.from, zone))
  // In autumn an hour comes twice: what ends « before » it began is drawn as long as it lasts.
  const lasts = msToMinutes(Math.min(taken.to, end) - Math.max(taken.from, start)) / ROW_MINUTES
  const to = taken.to >= end ? ROWS_A_DAY : Math.ceil(rowAt(taken.to, zone))
  return fitting(from, Math.max(to, to > from ? 0 : from + Math.ceil(lasts)), least)
}

const KEPT_DAYS = 1000
const days = new Map<string, Taken>()

/** Asked for each thing that is drawn in a day, and answered slowly by the database of time zones. */
const boundsOf = (on: LocalDate, zone: Zone): Taken => {
  const key = `${on} ${zone}`
  const known = days.get(key)
  if (known) return known
  const { from, to } = dayBounds(on, zone)
  const bounds = { from: toEpochMs(from), to: toEpochMs(to) }
  if (days.size >= KEPT_DAYS) days.clear()
  days.set(key, bounds)
  return bounds
}

const fitting = (from: number, to: number, least: number): Rows => {
  const end = Math.min(ROWS_A_DAY, Math.max(to, from + least))
  return { from: Math.min(from, end - least), to: end }
}

const rowAt = (at: EpochMs, zone: Zone): number => minuteOf(clockTime(at, zone)) / ROW_MINUTES

const minuteOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** The row in which the clock stands. */
export const rowNow = (at: EpochMs, zone: Zone): number => Math.floor(rowAt(at, zone))

/** What a clock shows at the beginning of a row. */
export const timeOfRow = (row: number): LocalTime => {
  const minutes = row * ROW_MINUTES
  return `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`
}

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** The attributes by which the stylesheet places something: hour and minute of its beginning and of its end. */
export const placeOf = ({ from, to }: Rows) => ({
  h: Math.floor(from / ROWS_AN_HOUR),
  m: (from % ROWS_AN_HOUR) * ROW_MINUTES,
  th: Math.floor(to / ROWS_AN_HOUR),
  tm: (to % ROWS_AN_HOUR) * ROW_MINUTES,
})

/** The hours that are drawn: a usual day, and whatever begins earlier or ends later. The stylesheet knows 0–12 and 13–24. */
export const hoursAround = (all: readonly Rows[], usual: Rows): { first: number; last: number } => ({
  first: Math.min(12, ...[usual, ...all].map(({ from }) => Math.floor(from / ROWS_AN_HOUR))),
  last: Math.max(13, ...[usual, ...all].map(({ to }) => Math.ceil(to / ROWS_AN_HOUR))),
})
