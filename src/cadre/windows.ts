import type { FieldErrors } from '../http/form.ts'
import type { Instant, LocalDate, LocalTime, Zone } from '../terms.ts'
import { instantAt, weekdayOf } from '../time.ts'
import { isLocalTime, NOT_A_TIME, spanErrors } from './local-times.ts'
import type { PassageWindow } from './terms.ts'

export type Period = 'morning' | 'noon' | 'afternoon' | 'evening'

/** The part of the day that a time of day belongs to. */
export const periodOf = (time: LocalTime): Period => {
  if (time < '11:00') return 'morning'
  if (time < '14:00') return 'noon'
  return time < '17:00' ? 'afternoon' : 'evening'
}

export const windowsOn = (windows: readonly PassageWindow[], on: LocalDate): PassageWindow[] =>
  windows
    .filter(window => window.weekdays.includes(weekdayOf(on)))
    .toSorted((a, b) => a.from.localeCompare(b.from))

/** The window agreed for a day, by the part of the day in which it begins or by a time inside it. */
export const windowFor = (
  windows: readonly PassageWindow[],
  on: LocalDate,
  when: Period | LocalTime,
): PassageWindow | undefined => {
  const ofDay = windowsOn(windows, on)
  const starting = ofDay.find(window => periodOf(window.from) === when || window.from === when)
  return starting ?? ofDay.find(window => window.from <= when && when <= window.to)
}

export type AgreedTimes = {
  /** Set where the window is a single time. */
  agreedAt: Instant | null
  window: { fromAt: Instant; toAt: Instant } | null
  hardBeforeAt: Instant | null
}

/** What a window means on one day: the agreed times of an appointment made from it. */
export const agreedTimes = (window: PassageWindow, on: LocalDate, zone: Zone): AgreedTimes => {
  const fromAt = instantAt(on, window.from, zone)
  const single = window.from === window.to
  return {
    agreedAt: single ? fromAt : null,
    window: single ? null : { fromAt, toAt: instantAt(on, window.to, zone) },
    hardBeforeAt: window.hardBefore === null ? null : instantAt(on, window.hardBefore, zone),
  }
}

/** What is wrong with the windows of a form, by the name of each field: `windows[0][from]`. */
export const windowErrors = (windows: readonly PassageWindow[]): FieldErrors => {
  const errors: FieldErrors = {}
  windows.forEach((window, index) => {
    for (const [field, message] of Object.entries(ownErrors(window)))
      errors[`windows[${index}][${field}]`] = message
    const before = windows.slice(0, index).some(other => overlap(window, other))
    if (before) errors[`windows[${index}][from]`] ??= 'Ce créneau en chevauche un autre le même jour.'
  })
  return errors
}

const ownErrors = ({ weekdays, from, to, hardBefore }: PassageWindow): FieldErrors => {
  const errors: FieldErrors = { ...spanErrors(from, to, { mayBeEqual: true }) }
  if (weekdays.length === 0) errors.weekdays = 'Choisissez au moins un jour.'
  if (hardBefore === null) return errors
  if (!isLocalTime(hardBefore)) errors.hardBefore = NOT_A_TIME
  else if (isLocalTime(from) && hardBefore <= from)
    errors.hardBefore = 'L’heure impérative doit venir après le début.'
  return errors
}

/** One may end when the next begins; two that begin together overlap, however short. */
const overlap = (a: PassageWindow, b: PassageWindow): boolean =>
  a.weekdays.some(day => b.weekdays.includes(day)) && (a.from === b.from || (a.from < b.to && b.from < a.to))
