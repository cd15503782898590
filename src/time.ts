import { DateTime } from 'luxon'
import type { EpochMs, Instant, LocalDate, LocalTime, Zone } from './terms.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export const minutesToMs = (minutes: number): EpochMs => minutes * MINUTE
export const msToMinutes = (ms: EpochMs): number => ms / MINUTE

export const toEpochMs = (instant: Instant): EpochMs => Date.parse(instant)
export const toInstant = (epochMs: EpochMs): Instant => new Date(epochMs).toISOString()

export const addMinutes = (instant: Instant, minutes: number): Instant =>
  toInstant(toEpochMs(instant) + minutes * MINUTE)

export const addSeconds = (instant: Instant, seconds: number): Instant =>
  toInstant(toEpochMs(instant) + seconds * 1000)

/**
 * The instant of a time of day in a zone: the one place where local time becomes an instant.
 * A time that the spring change skips becomes the one an hour later; of a time that autumn repeats, the first is meant.
 */
export const instantAt = (on: LocalDate, time: LocalTime, zone: Zone): Instant =>
  toInstant(epochAt(on, time, zone))

/** The same as milliseconds. */
export const epochAt = (on: LocalDate, time: LocalTime, zone: Zone): EpochMs => {
  // Luxon's own reading depends, for a time that comes twice, on the season in which it runs.
  const asUtc = Date.parse(`${on}T${time}Z`)
  const [before, after] = [offsetMinutes(asUtc - DAY, zone), offsetMinutes(asUtc + DAY, zone)]
  const [first, second] = [asUtc - before * MINUTE, asUtc - after * MINUTE]
  const isSecond =
    before !== after && offsetMinutes(first, zone) !== before && offsetMinutes(second, zone) === after
  return isSecond ? second : first
}

export const localDate = (instant: Instant, zone: Zone): LocalDate => localDateAt(toEpochMs(instant), zone)

export const localDateAt = (at: EpochMs, zone: Zone): LocalDate => wallClock(at, zone).slice(0, 10)

export const localTime = (instant: Instant, zone: Zone): LocalTime => clockTime(toEpochMs(instant), zone)

/** The time of day of an instant in a zone. */
export const clockTime = (at: EpochMs, zone: Zone): LocalTime => {
  const minute = minuteOfDay(Math.floor(msToMinutes(at)) + offsetMinutes(at, zone))
  return `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`
}

const MINUTES_A_DAY = 24 * 60

const minuteOfDay = (minutes: number): number => ((minutes % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY

const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number))

/** What calendar and clock show there, as ISO text without a zone. */
const wallClock = (at: EpochMs, zone: Zone): string =>
  new Date(at + minutesToMs(offsetMinutes(at, zone))).toISOString()

/** No zone of today changes its offset but at a quarter of an hour of UTC. */
const QUARTER = 15 * MINUTE
const KEPT_OFFSETS = 10_000
const offsets = new Map<Zone, Map<number, number>>()

/** Minutes ahead of UTC. Asked many times for each page, and by the database of time zones answered slowly. */
const offsetMinutes = (at: EpochMs, zone: Zone): number => {
  const kept = offsets.get(zone) ?? new Map<number, number>()
  const quarter = Math.floor(at / QUARTER)
  const known = kept.get(quarter)
  if (known !== undefined) return known
  const offset = DateTime.fromMillis(at, { zone }).offset
  if (kept.size >= KEPT_OFFSETS) kept.clear()
  offsets.set(zone, kept.set(quarter, offset))
  return offset
}

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (on: LocalDate): number => new Date(on).getUTCDay() || 7

export const addDays = (on: LocalDate, days: number): LocalDate =>
  toInstant(Date.parse(on) + days * DAY).slice(0, 10)

/** The first instant of a local day and of the day after it: a day lasts 23 to 25 hours. */
export const dayBounds = (on: LocalDate, zone: Zone): { from: Instant; to: Instant } => ({
  from: instantAt(on, '00:00', zone),
  to: instantAt(addDays(on, 1), '00:00', zone),
})

export const isLocalDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid

export const isZone = (zone: string): boolean => DateTime.fromMillis(0, { zone }).isValid
