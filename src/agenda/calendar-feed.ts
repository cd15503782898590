import { getVtimezoneComponent } from '@touch4it/ical-timezones'
import ical, {
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import { DateTime } from 'luxon'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { PatientRow } from '../db/tables/patients.ts'
import type { Instant, Zone } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { KINDS } from './appointment-words.ts'
import { OWN_UIDS } from './ics-busy.ts'

export type FeedAppointment = Pick<
  AppointmentRow,
  | 'id'
  | 'on'
  | 'kind'
  | 'agreed_at'
  | 'window_from_at'
  | 'window_to_at'
  | 'duration_minutes'
  | 'status'
  | 'version'
> & { changedAt: Instant } & Pick<PatientRow, 'first_name' | 'last_name'>

export type Feed = {
  name: string
  zone: Zone
  titles: 'neutral' | 'initials'
  appointments: FeedAppointment[]
}

const HOUR_SECONDS = 3600

/**
 * A clinician’s appointments as a calendar (RFC 5545). It says what another calendar needs and no name: of the patient at
 * most the initials. The same appointments always give the same text.
 */
export const writeFeed = ({ name, zone, titles, appointments }: Feed): string => {
  const calendar = ical({
    name,
    prodId: { company: 'Prévenance', product: 'Agenda', language: 'FR' },
    method: ICalCalendarMethod.PUBLISH,
    // Without a zone of its own it writes its stamps in UTC, as it must; each event names its zone.
    timezone: { name: null, generator: getVtimezoneComponent },
    x: [{ key: 'X-WR-TIMEZONE', value: zone }],
    ttl: HOUR_SECONDS,
  })
  for (const appointment of appointments) addEvent(calendar, appointment, { zone, titles })
  return calendar.toString()
}

const addEvent = (
  calendar: ICalCalendar,
  appointment: FeedAppointment,
  { zone, titles }: Pick<Feed, 'zone' | 'titles'>,
): void => {
  const changed = DateTime.fromISO(appointment.changedAt, { zone: 'utc' })
  const gone = appointment.status === 'cancelled' || appointment.status === 'moved'
  calendar.createEvent({
    id: `${appointment.id}${OWN_UIDS}`,
    sequence: appointment.version - 1,
    stamp: changed,
    lastModified: changed,
    summary: titleOf(appointment, titles),
    status: gone ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency:
      appointment.agreed_at && !gone ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    ...timeOf(appointment, zone),
  })
}

/** « Séance », or « Séance · O. R. » */
const titleOf = ({ kind, first_name, last_name }: FeedAppointment, titles: Feed['titles']): string => {
  const words = KINDS[kind]
  const title = words.charAt(0).toLocaleUpperCase('fr') + words.slice(1)
  if (titles === 'neutral') return title
  const initials = [first_name, last_name].flatMap(part =>
    [...part.trim()].slice(0, 1).map(first => `${first}.`),
  )
  return [title, initials.join(' ').toLocaleUpperCase('fr')].filter(Boolean).join(' · ')
}

/** The agreed time; else the window; what has neither is of its day. */
const timeOf = (appointment: FeedAppointment, zone: Zone) => {
  const local = (at: Instant) => DateTime.fromISO(at, { zone })
  const { agreed_at, window_from_at, window_to_at, duration_minutes, on } = appointment
  if (agreed_at)
    return { start: local(agreed_at), end: local(addMinutes(agreed_at, duration_minutes)), timezone: zone }
  if (window_from_at && window_to_at)
    return { start: local(window_from_at), end: local(window_to_at), timezone: zone }
  const day = DateTime.fromISO(on, { zone })
  return { start: day, end: day.plus({ days: 1 }), allDay: true, timezone: zone }
}
