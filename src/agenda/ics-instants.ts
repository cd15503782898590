import { getVtimezoneComponent } from '@touch4it/ical-timezones'
import ICAL from 'ical.js'
import type { Instant, Zone } from '../terms.ts'
import { instantAt, toInstant } from '../time.ts'
import { zoneOfName } from './ics-zones.ts'

/**
 * The instant of a time in a calendar. A named zone is read by our own zone database; one that only the file describes,
 * by that description; a time without a zone, or a day, is one of `zone`.
 */
export const instantOf = (time: ICAL.Time, zone: Zone): Instant => {
  if (time.isDate) return instantAt(dayOf(time), '00:00', zone)
  const name = time.zone?.tzid ?? FLOATING
  const known = name === FLOATING ? zone : zoneOfName(name)
  if (!known) return toInstant(time.toUnixTime() * 1000)
  return instantAt(dayOf(time), `${twoDigits(time.hour)}:${twoDigits(time.minute)}`, known)
}

/** How the library names the zone of a time that has none. */
const FLOATING = 'floating'

const dayOf = (time: ICAL.Time): string =>
  `${String(time.year).padStart(4, '0')}-${twoDigits(time.month)}-${twoDigits(time.day)}`

const twoDigits = (number: number): string => String(number).padStart(2, '0')

/** Describes the zones that a calendar names without describing them: the end of a repetition is then compared rightly. */
export const giveZones = (calendar: ICAL.Component): void => {
  const described = new Set(
    calendar.getAllSubcomponents('vtimezone').map(zone => String(zone.getFirstPropertyValue('tzid'))),
  )
  for (const name of namedZones(calendar)) {
    const known = described.has(name) ? undefined : zoneOfName(name)
    const description = known && getVtimezoneComponent(known)
    if (!description) continue
    const component = new ICAL.Component(ICAL.parse(description) as never)
    component.updatePropertyWithValue('tzid', name)
    calendar.addSubcomponent(component)
  }
}

const namedZones = (calendar: ICAL.Component): Set<string> =>
  new Set(
    calendar
      .getAllSubcomponents('vevent')
      .flatMap(event => event.getAllProperties())
      .flatMap(property => property.getFirstParameter('tzid') ?? []),
  )
