import type { PassageWindow } from '../cadre/terms.ts'
import { windowsOn } from '../cadre/windows.ts'
import type { EpochMs, LocalDate, LocalTime } from '../terms.ts'
import { localDate, minutesToMs, toInstant } from '../time.ts'
import { isAbsent } from './own-times.ts'
import type { Occurrence } from './recurrence.ts'
import type { Named, NamedBusy, Obstacle, SeriesQuestion } from './series-question.ts'
import { beginningOf, freeBeginnings, isInside, openOn } from './series-room.ts'
import { overlap, type Span } from './spans.ts'

/** Why an occurrence cannot simply be given, or null: it can. Each one is looked at by itself, the last like the first. */
export const obstacleTo = (
  question: SeriesQuestion,
  busy: readonly NamedBusy[],
  { on, moment }: Occurrence,
): Obstacle | null => {
  const { patient, availability, now } = question
  const window = beginningOf(on, moment, availability.zone)
  if (window.to < now) return { why: 'past' }
  if (isAbsent(patient.absences, on)) return { why: 'absent' }
  const shut = question.knowsHours ? closedWhy(question, on, window) : null
  if (shut) return shut
  if (!isInWindows(patient.windows, on, moment.from, moment.to ?? moment.from)) return { why: 'outside' }
  if (meetsOther(question, window)) return { why: 'same' }
  return roomWhy(question, busy, window)
}

/** Whether what is wanted touches a window of the cadre; where none is agreed at all, it does. */
export const isInWindows = (
  windows: readonly PassageWindow[],
  on: LocalDate,
  from: LocalTime,
  to: LocalTime,
): boolean =>
  windows.length === 0 || windowsOn(windows, on).some(window => window.from <= to && from <= window.to)

const closedWhy = (question: SeriesQuestion, on: LocalDate, window: Span): Obstacle | null => {
  const { availability, kind, holidays } = question
  const open = openOn(question, on)
  if (beginsInside(open, window, kind.durationMinutes)) return null
  const ownDays = availability.dated.filter(each => each.own && !each.open)
  const isAway = ownDays.some(({ fromOn, toOn }) => fromOn <= on && on <= toOn)
  const holiday = holidays.find(each => each.on === on)
  if (holiday) return { why: 'holiday', name: holiday.name }
  return { why: isAway ? 'away' : 'closed' }
}

/** Whether a visit can begin somewhere in the window while it is open. */
const beginsInside = (open: readonly Span[], window: Span, minutes: number): boolean =>
  open.some(({ from, to }) => Math.max(from, window.from) <= Math.min(to - minutesToMs(minutes), window.to))

/** The patient would be seen twice at once. */
const meetsOther = ({ patient, kind }: SeriesQuestion, window: Span): boolean => {
  const lasting = { from: window.from, to: window.from + minutesToMs(kind.durationMinutes) }
  return patient.times.some(time =>
    window.from === window.to ? overlap(time, lasting) : time.from === window.from,
  )
}

const roomWhy = (question: SeriesQuestion, busy: readonly NamedBusy[], window: Span): Obstacle | null => {
  const open = openOn(question, dayOf(question, window))
  const fits = (counting?: Parameters<typeof freeBeginnings>[3]) =>
    freeBeginnings(question, busy, window, counting).some(
      at => !question.knowsHours || isInside(open, at, question.kind.durationMinutes),
    )
  if (fits()) return null
  if (fits({ travel: false, breaks: true })) return { why: 'travel' }
  if (fits({ travel: true, breaks: false })) return { why: 'break' }
  return { why: 'taken', by: window.from === window.to ? inTheWay(question, busy, window.from) : null }
}

const dayOf = ({ availability }: SeriesQuestion, { from }: Span): LocalDate =>
  localDate(toInstant(from), availability.zone)

const inTheWay = ({ kind }: SeriesQuestion, busy: readonly NamedBusy[], at: EpochMs): Named | null => {
  const wanted = { from: at, to: at + minutesToMs(kind.durationMinutes + kind.bufferMinutes) }
  return busy.find(each => overlap(each, wanted))?.by ?? null
}
