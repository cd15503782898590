import type { EpochMs, LocalDate, LocalTime } from '../terms.ts'
import {
  addDays,
  clockTime,
  dayBounds,
  instantAt,
  localDate,
  minutesToMs,
  toEpochMs,
  toInstant,
} from '../time.ts'
import { type Availability, type Interval, openIntervals } from './opening.ts'
import type { SeriesMoment } from './recurrence.ts'
import type { NamedBusy, SeriesQuestion } from './series-question.ts'
import { freeSlots } from './slots.ts'
import { overlap, type Span } from './spans.ts'

/** A window may begin at any of these. */
const STEP_MINUTES = 5

/** When a moment can begin on a day: at one instant, or anywhere up to the end of its window. */
export const beginningOf = (on: LocalDate, { from, to }: SeriesMoment, zone: string): Span => ({
  from: toEpochMs(instantAt(on, from, zone)),
  to: toEpochMs(instantAt(on, to ?? from, zone)),
})

/** What is around the day of a search: what is further away cannot be in the way. */
export const around = <Time extends Span>(times: readonly Time[], on: LocalDate, zone: string): Time[] => {
  const day = {
    from: toEpochMs(dayBounds(addDays(on, -1), zone).from),
    to: toEpochMs(dayBounds(addDays(on, 1), zone).to),
  }
  return times.filter(time => overlap(time, day))
}

/** What counts when a beginning is looked for. */
type Counting = { travel: boolean; breaks: boolean }

/** The instants of a window at which the clinician has time, whatever the hours say; of one instant: that one. */
export const freeBeginnings = (
  question: SeriesQuestion,
  busy: readonly NamedBusy[],
  window: Span,
  { travel, breaks }: Counting = { travel: true, breaks: true },
): EpochMs[] => {
  const { availability, kind, where, now } = question
  const { zone } = availability
  const on = localDate(toInstant(window.from), zone)
  const slots = freeSlots({
    availability: openOnly(availability, on, window, kind.durationMinutes),
    busy: around(busy, on, zone),
    breaks: breaks ? around(question.breaks, on, zone) : [],
    kind,
    where,
    ...(travel && { travel: question.travel }),
    now,
    ignoresNotice: true,
  })
  return slots.map(slot => slot.from)
}

/** As if the clinician saw people then and at no other time. */
const openOnly = (availability: Availability, on: LocalDate, window: Span, minutes: number): Availability => {
  const local = (at: EpochMs): LocalTime => clockTime(at, availability.zone)
  const hours = {
    from: local(window.from),
    to: local(window.to + minutesToMs(minutes)),
    place: 'any',
  } as const
  return {
    ...availability,
    from: on,
    to: on,
    weekly: [],
    dated: [{ fromOn: on, toOn: on, open: true, hours: [hours], own: true, createdAt: '' }],
    holidays: [],
    slotStepMinutes: STEP_MINUTES,
  }
}

/** The open time of a day at the place of a series, with the night before. */
export const openOn = ({ availability, kind }: SeriesQuestion, on: LocalDate): Interval[] =>
  [addDays(on, -1), on]
    .flatMap(day => openIntervals(availability, day))
    .filter(({ place }) => place === 'any' || place === kind.place)

/** Whether somebody who begins then is done before closing. */
export const isInside = (open: readonly Span[], at: EpochMs, minutes: number): boolean =>
  open.some(({ from, to }) => from <= at && at + minutesToMs(minutes) <= to)
