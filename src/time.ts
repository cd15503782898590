import { DateTime, IANAZone } from 'luxon'
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
export const instantAt = (on: LocalDate, time: LocalTime, zone: Zone): Instant => {
  // Luxon's own reading depends, for a time that comes twice, on the season in which it runs.
  const place = IANAZone.create(zone)
  const asUtc = Date.parse(`${on}T${time}Z`)
  const [before, after] = [place.offset(asUtc - DAY), place.offset(asUtc + DAY)]
  const [first, second] = [asUtc - before * MINUTE, asUtc - after * MINUTE]
  const isSecond = before !== after && place.offset(first) !== before && place.offset(second) === after
  return toInstant(isSecond ? second : first)
}

export const localDate = (instant: Instant, zone: Zone): LocalDate =>
  DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd')

export const localTime = (instant: Instant, zone: Zone): LocalTime =>
  DateTime.fromISO(instant, { zone }).toFormat('HH:mm')

/** 1 (Monday) to 7 (Sunday). */
export const weekdayOf = (on: LocalDate): number => DateTime.fromISO(on, { zone: 'utc' }).weekday

export const addDays = (on: LocalDate, days: number): LocalDate =>
  DateTime.fromISO(on, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd')

/** The first instant of a local day and of the day after it: a day lasts 23 to 25 hours. */
export const dayBounds = (on: LocalDate, zone: Zone): { from: Instant; to: Instant } => ({
  from: toInstant(DateTime.fromISO(on, { zone }).startOf('day').toMillis()),
  to: toInstant(DateTime.fromISO(on, { zone }).plus({ days: 1 }).startOf('day').toMillis()),
})

export const isLocalDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && DateTime.fromISO(text, { zone: 'utc' }).isValid

export const isZone = (zone: string): boolean => DateTime.fromMillis(0, { zone }).isValid
