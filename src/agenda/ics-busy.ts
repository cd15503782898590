import ICAL from 'ical.js'
import type { EpochMs, Zone } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { giveZones, instantOf } from './ics-instants.ts'
import { type Occurrence, occurrencesOf } from './ics-occurrences.ts'

export type Interval = { from: EpochMs; to: EpochMs }

/** `left_out`: how many events could not be understood; the others count all the same. */
export type BusyReading =
  | { ok: true; busy: Interval[]; leftOut: number }
  | { ok: false; why: 'not_a_calendar' | 'too_much' }

/** More than anybody's year holds. */
const MOST_INTERVALS = 5000

/** A time without a zone may be earlier than it looks. */
const A_DAY = 24 * 60 * 60_000

/** How our own feed ends its identifiers: what comes from here is no other occupation. */
export const OWN_UIDS = '@prevenance'

/**
 * When a calendar (RFC 5545) says that its owner is taken, within a period: repeated events one by one, what is moved or
 * left out on single dates too, whole days in `zone`. Not what is cancelled or marked as free. Overlapping times become one.
 */
export const readBusyTimes = (text: string, period: Interval, zone: Zone): BusyReading => {
  const calendars = parse(text)
  if (!calendars) return { ok: false, why: 'not_a_calendar' }
  const read = calendars.flatMap(calendar => {
    giveZones(calendar)
    return groupedByUid(calendar).map(events => understood(events, period, zone))
  })
  const leftOut = read.filter(intervals => intervals === undefined).length
  const busy = united(read.flatMap(intervals => intervals ?? []))
  return busy.length > MOST_INTERVALS ? { ok: false, why: 'too_much' } : { ok: true, busy, leftOut }
}

/** When one event takes time within the period; undefined: nobody understands it. */
const understood = (events: ICAL.Component[], period: Interval, zone: Zone): Interval[] | undefined => {
  try {
    return occurrencesOf(events, new Date(period.to + A_DAY))
      .filter(({ event }) => takesTime(event))
      .map(occurrence => intervalOf(occurrence, zone))
      .filter(({ from, to }) => from < to && from < period.to && period.from < to)
  } catch {
    return undefined
  }
}

const parse = (text: string): ICAL.Component[] | undefined => {
  try {
    const parsed = ICAL.parse(text.replace(/^\uFEFF/, '').trim())
    const roots = (typeof parsed[0] === 'string' ? [parsed] : parsed) as unknown[]
    const calendars = roots.map(root => new ICAL.Component(root as never))
    return calendars.length > 0 && calendars.every(({ name }) => name === 'vcalendar') ? calendars : undefined
  } catch {
    return undefined
  }
}

/** An event and those that change single occurrences of it share their identifier. */
const groupedByUid = (calendar: ICAL.Component): ICAL.Component[][] => {
  const groups = new Map<string, ICAL.Component[]>()
  calendar.getAllSubcomponents('vevent').forEach((event, nth) => {
    const uid = String(event.getFirstPropertyValue('uid') ?? nth)
    groups.set(uid, [...(groups.get(uid) ?? []), event])
  })
  return [...groups].filter(([uid]) => !uid.endsWith(OWN_UIDS)).map(([, events]) => events)
}

const says = (event: ICAL.Component, property: string, value: string): boolean =>
  String(event.getFirstPropertyValue(property) ?? '').toUpperCase() === value

const takesTime = (event: ICAL.Component): boolean =>
  !says(event, 'status', 'CANCELLED') &&
  !says(event, 'transp', 'TRANSPARENT') &&
  !says(event, 'x-microsoft-cdo-busystatus', 'FREE')

const intervalOf = ({ start, end }: Occurrence, zone: Zone): Interval => ({
  from: toEpochMs(instantOf(start, zone)),
  to: toEpochMs(instantOf(end, zone)),
})

/** The same time, each instant once. */
const united = (intervals: Interval[]): Interval[] => {
  const result: Interval[] = []
  for (const { from, to } of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else result.push({ from, to })
  }
  return result
}
