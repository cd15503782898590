import type { Availability, DatedHours, Hours, HoursPlace, WeeklyHours } from '../../src/agenda/opening.ts'
import type { Busy, Slot, Wanted } from '../../src/agenda/slots.ts'
import type { EpochMs, LocalDate, LocalTime } from '../../src/terms.ts'
import { clockTime, instantAt, toEpochMs } from '../../src/time.ts'

export const PARIS = 'Europe/Paris'
export const REUNION = 'Indian/Reunion'

/** « 08:00-12:00 14:00-19:00 » */
export const hours = (text: string, place: HoursPlace = 'any'): Hours[] =>
  text
    .split(' ')
    .filter(Boolean)
    .map(part => {
      const [from = '', to = ''] = part.split('-')
      return { from, to, place }
    })

export const weekly = (weekdays: number[], text: string, facts: Partial<WeeklyHours> = {}): WeeklyHours[] =>
  weekdays.flatMap(weekday =>
    hours(text).map(each => ({ ...each, weekday, validFrom: null, validTo: null, ...facts })),
  )

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/** Wednesday 25 November 2026 alone, from 8 h to 12 h and 14 h to 19 h, unless told otherwise. */
export const availability = (facts: Partial<Availability> = {}): Availability => ({
  zone: PARIS,
  from: '2026-11-25',
  to: '2026-11-25',
  weekly: weekly(EVERY_DAY, '08:00-12:00 14:00-19:00'),
  dated: [],
  holidays: [],
  slotStepMinutes: 30,
  leastNoticeMinutes: 0,
  ...facts,
})

export const dated = (facts: Partial<DatedHours>): DatedHours => ({
  fromOn: '2026-11-25',
  toOn: facts.fromOn ?? '2026-11-25',
  open: false,
  hours: [],
  own: true,
  createdAt: '2026-11-01T08:00:00.000Z',
  ...facts,
})

export const at = (time: LocalTime, on: LocalDate = '2026-11-25', zone = PARIS): EpochMs =>
  toEpochMs(instantAt(on, time, zone))

/** « 08:00–12:00 » in the zone, for messages that can be read. */
export const spoken = (spans: readonly { from: EpochMs; to: EpochMs }[], zone = PARIS): string[] =>
  spans.map(({ from, to }) => `${clockTime(from, zone)}–${clockTime(to, zone)}`)

export const beginnings = (slots: readonly Slot[], zone = PARIS): string[] =>
  slots.map(({ from }) => clockTime(from, zone))

/** A session of half an hour at the practice, one patient at a time. */
export const SESSION: Wanted = {
  durationMinutes: 30,
  bufferMinutes: 0,
  place: 'practice',
  capacity: 1,
  grouped: false,
}

export const PRACTICE = { place: 'practice', lat: 49.7733, lon: 4.7206 } as const
export const HOME = { place: 'home', lat: 49.7719, lon: 4.7311 } as const

/** An appointment at the practice. */
export const busy = (from: EpochMs, minutes: number, facts: Partial<Busy> = {}): Busy => ({
  from,
  to: from + minutes * 60_000,
  capacity: 1,
  grouped: false,
  bufferMinutes: 0,
  where: PRACTICE,
  ...facts,
})
