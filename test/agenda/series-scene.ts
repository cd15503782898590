import type { Availability } from '../../src/agenda/opening.ts'
import type { SeriesMoment } from '../../src/agenda/recurrence.ts'
import { givenAt, isGiven } from '../../src/agenda/series-layout.ts'
import type { Line, NamedBusy, SeriesQuestion } from '../../src/agenda/series-question.ts'
import type { LocalDate, LocalTime } from '../../src/terms.ts'
import { clockTime, instantAt, localDate, minutesToMs, toEpochMs, toInstant } from '../../src/time.ts'

export const ZONE = 'Europe/Paris'

export const at = (on: LocalDate, time: LocalTime): number => toEpochMs(instantAt(on, time, ZONE))

export const moment = (weekdays: number[], from: LocalTime, to: LocalTime | null = null): SeriesMoment => ({
  weekdays,
  from,
  to,
  hardBefore: null,
})

/** Monday to Friday, 8 h – 12 h and 14 h – 19 h. */
export const availability = (more: Partial<Availability> = {}): Availability => ({
  zone: ZONE,
  from: '2026-01-01',
  to: '2027-12-31',
  weekly: [1, 2, 3, 4, 5].flatMap(weekday => [
    { weekday, from: '08:00', to: '12:00', place: 'any', validFrom: null, validTo: null } as const,
    { weekday, from: '14:00', to: '19:00', place: 'any', validFrom: null, validTo: null } as const,
  ]),
  dated: [],
  holidays: ['2026-11-11', '2026-12-25', '2027-01-01'],
  slotStepMinutes: 30,
  leastNoticeMinutes: 120,
  ...more,
})

/** Fifteen sessions of half an hour at the practice, Monday, Wednesday and Friday at 10 h 30, from 12 October on. */
export const question = (more: Partial<SeriesQuestion> = {}): SeriesQuestion => ({
  rule: { unit: 'week', interval: 1, moments: [moment([1, 3, 5], '10:30')] },
  from: '2026-10-12',
  to: '2027-10-12',
  sessions: 15,
  kind: { durationMinutes: 30, bufferMinutes: 0, place: 'practice', capacity: 1, grouped: false },
  where: { place: 'practice', lat: null, lon: null },
  travel: () => 0,
  availability: availability(),
  knowsHours: true,
  holidays: [{ on: '2026-11-11', name: 'Armistice 1918' }],
  busy: [],
  breaks: [],
  patient: { absences: [], windows: [], times: [] },
  now: at('2026-10-01', '08:00'),
  ...more,
})

export const taken = (
  on: LocalDate,
  from: LocalTime,
  minutes: number,
  more: Partial<NamedBusy> = {},
): NamedBusy => ({
  from: at(on, from),
  to: at(on, from) + minutesToMs(minutes),
  capacity: 1,
  grouped: false,
  bufferMinutes: 0,
  where: { place: 'practice', lat: null, lon: null },
  by: { patientId: 'haddad', name: 'Mme Haddad' },
  ...more,
})

/** « 2026-11-11 10:30 » */
export const local = (instant: number): string =>
  `${localDate(toInstant(instant), ZONE)} ${clockTime(instant, ZONE)}`

export const givenTimes = (lines: readonly Line[]): string[] =>
  lines.filter(isGiven).map(line => local(givenAt(line)))
