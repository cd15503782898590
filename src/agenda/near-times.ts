import type { EpochMs, LocalDate, Zone } from '../terms.ts'
import { clockTime, minutesToMs, msToMinutes } from '../time.ts'

/** A day further away weighs as much as two hours of another time. */
const DAY_WEIGHT = 120
/** Two times of one day differ by at least so much. */
const MINUTES_APART = 30

type Time = { from: EpochMs; on: LocalDate }

/** What a time is to be near to: its day, and the minute of that day. */
export type Wanted = { on: LocalDate; minute: number }

/**
 * A few times to offer instead of one that is not possible, the best first: close in days and in the time of day, on
 * different days as long as there are any, then well apart on the same.
 */
export const nearTimes = <Free extends Time>(
  free: readonly Free[],
  wanted: Wanted,
  { zone, most }: { zone: Zone; most: number },
): Free[] => {
  const weight = ({ on, from }: Free) =>
    Math.abs(daysBetween(wanted.on, on)) * DAY_WEIGHT + Math.abs(minuteOfDay(from, zone) - wanted.minute)
  const ranked = free
    .map(time => ({ time, weight: weight(time) }))
    .sort((a, b) => a.weight - b.weight || a.time.from - b.time.from)
    .map(({ time }) => time)
  const best = new Map<LocalDate, Free>()
  for (const time of ranked) if (!best.has(time.on)) best.set(time.on, time)
  const chosen = [...best.values()].slice(0, most)
  for (const time of ranked) {
    if (chosen.length === most) break
    if (chosen.every(other => isApart(other, time))) chosen.push(time)
  }
  return chosen
}

const isApart = (a: Time, b: Time): boolean => Math.abs(msToMinutes(a.from - b.from)) >= MINUTES_APART

/** Minutes since midnight, on the clock of that place. */
export const minuteOfDay = (at: EpochMs, zone: Zone): number => {
  const [hours, minutes] = clockTime(at, zone).split(':').map(Number)
  return hours! * 60 + minutes!
}

const daysBetween = (a: LocalDate, b: LocalDate): number =>
  Math.round((Date.parse(b) - Date.parse(a)) / minutesToMs(24 * 60))
