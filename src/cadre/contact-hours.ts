import type { EpochMs, LocalDate, LocalTime, Zone } from '../terms.ts'
import { addDays, instantAt, localDate, minutesToMs, toEpochMs, toInstant } from '../time.ts'
import type { ContactRule, Subject } from './terms.ts'

/** When someone may be reached: from `opensAt` on, before `closesAt`. */
export type ContactHours = { opensAt: EpochMs; closesAt: EpochMs }

/** A round at 6 h 30 must be able to warn: notices of a delay follow the visit, not the clock. */
const DELAY_OPENS_MINUTES_BEFORE = 90
const DAYTIME = { from: '08:00', to: '20:00' }

export type ContactHoursQuestion = {
  subject: Subject
  /** The person's own hours, as agreed in the cadre. */
  hours: ContactRule['hours']
  /** What was agreed for the visit that a delay is about: a time twice, or a window. Null: no time was agreed. */
  expected: { from: EpochMs; to: EpochMs } | null
  zone: Zone
  now: EpochMs
}

/**
 * The hours in force, or else the next ones. Of a delay: the person's own hours on the day of the visit, by default
 * from 90 minutes before the agreed start until it (until the end of a window, which may be kept that long). Of
 * everything else: the person's own hours, by default 8 h to 20 h.
 */
export const contactHours = (question: ContactHoursQuestion): ContactHours => {
  const { subject, hours, expected, zone, now } = question
  if (subject !== 'delay' || expected === null) return nextHours(hours ?? DAYTIME, zone, now)
  if (hours !== null) return hoursOn(localDate(toInstant(expected.from), zone), hours, zone)
  return { opensAt: expected.from - minutesToMs(DELAY_OPENS_MINUTES_BEFORE), closesAt: expected.to }
}

const nextHours = (hours: { from: LocalTime; to: LocalTime }, zone: Zone, now: EpochMs): ContactHours => {
  const today = localDate(toInstant(now), zone)
  const ofToday = hoursOn(today, hours, zone)
  return now < ofToday.closesAt ? ofToday : hoursOn(addDays(today, 1), hours, zone)
}

const hoursOn = (
  on: LocalDate,
  { from, to }: { from: LocalTime; to: LocalTime },
  zone: Zone,
): ContactHours => ({
  opensAt: toEpochMs(instantAt(on, from, zone)),
  closesAt: toEpochMs(instantAt(on, to, zone)),
})
