import ICAL from 'ical.js'

/** One time that an event takes place, and the event that says so. */
export type Occurrence = { event: ICAL.Component; start: ICAL.Time; end: ICAL.Time }

/** A daily event since 1970 has twenty thousand; one that never ends within reason is not understood. */
const MOST_STEPS = 25_000

/**
 * The occurrences of one event up to an instant: `events` are the event itself and those that change it on single dates
 * (RECURRENCE-ID), from which it may also be absent.
 */
export const occurrencesOf = (events: ICAL.Component[], until: Date): Occurrence[] => {
  const changes = events.filter(event => event.hasProperty('recurrence-id'))
  const itself = events.findLast(event => !event.hasProperty('recurrence-id'))
  // A change stands for itself wherever it was moved to, and is met again where its series comes by.
  return [...changes.map(alone), ...(itself ? repeated(itself, changes, until) : [])]
}

const alone = (event: ICAL.Component): Occurrence => {
  const { startDate, endDate } = new ICAL.Event(event)
  return occurrence(event, startDate, endDate)
}

const repeated = (itself: ICAL.Component, changes: ICAL.Component[], until: Date): Occurrence[] => {
  const event = new ICAL.Event(itself, { exceptions: changes, strictExceptions: false })
  if (!event.isRecurring()) return [alone(itself)]
  const found: Occurrence[] = []
  const iterator = event.iterator()
  for (let steps = 0, next = iterator.next(); next; next = iterator.next()) {
    if (++steps > MOST_STEPS) throw new Error('an event repeated without end')
    if (next.toJSDate() > until) break
    const { startDate, endDate, item } = event.getOccurrenceDetails(next)
    found.push(occurrence(item.component, startDate, endDate))
  }
  return found
}

const occurrence = (event: ICAL.Component, start: ICAL.Time, end: ICAL.Time): Occurrence => {
  if (!start || !end) throw new Error('an event without a time')
  return { event, start, end }
}
