import { describe, expect, it } from 'vitest'
import { type ContactHoursQuestion, contactHours } from '../../src/cadre/contact-hours.ts'
import type { LocalDate, LocalTime, Zone } from '../../src/terms.ts'
import { instantAt, localTime, toEpochMs, toInstant } from '../../src/time.ts'

const PARIS = 'Europe/Paris'
const at = (on: LocalDate, time: LocalTime, zone: Zone = PARIS) => toEpochMs(instantAt(on, time, zone))
const WEDNESDAY = '2026-11-25'

const hours = (changes: Partial<ContactHoursQuestion> = {}) => {
  const zone = changes.zone ?? PARIS
  const { opensAt, closesAt } = contactHours({
    subject: 'delay',
    hours: null,
    expected: { from: at(WEDNESDAY, '06:30', zone), to: at(WEDNESDAY, '06:30', zone) },
    zone,
    now: at(WEDNESDAY, '05:30', zone),
    ...changes,
  })
  return [toInstant(opensAt), toInstant(closesAt)]
}
const local = (changes: Partial<ContactHoursQuestion>) =>
  hours(changes).map(instant => localTime(instant, changes.zone ?? PARIS))

describe('the hours of a delay', () => {
  it('are from 90 minutes before the agreed start until it, so that a round at 6 h 30 can warn', () => {
    expect(local({})).toEqual(['05:00', '06:30'])
  })

  it('last until the end of an agreed window', () => {
    const expected = { from: at(WEDNESDAY, '08:30'), to: at(WEDNESDAY, '10:00') }
    expect(local({ expected })).toEqual(['07:00', '10:00'])
  })

  it('are the person’s own where the cadre has some, on the day of the visit', () => {
    expect(hours({ hours: { from: '07:00', to: '20:00' }, now: at('2026-11-24', '22:00') })).toEqual([
      instantAt(WEDNESDAY, '07:00', PARIS),
      instantAt(WEDNESDAY, '20:00', PARIS),
    ])
  })

  it('are those of the day where no time was agreed', () => {
    expect(local({ expected: null, now: at(WEDNESDAY, '09:00') })).toEqual(['08:00', '20:00'])
  })
})

describe('the hours of everything else', () => {
  it('are 8 h to 20 h', () => {
    expect(local({ subject: 'appointment' })).toEqual(['08:00', '20:00'])
  })

  it('are the person’s own where the cadre has some', () => {
    expect(local({ subject: 'health', hours: { from: '10:00', to: '12:00' } })).toEqual(['10:00', '12:00'])
  })

  it('are tomorrow’s once today’s are over', () => {
    expect(hours({ subject: 'appointment', now: at(WEDNESDAY, '19:59') })[0]).toBe(
      instantAt(WEDNESDAY, '08:00', PARIS),
    )
    expect(hours({ subject: 'appointment', now: at(WEDNESDAY, '20:00') })[0]).toBe(
      instantAt('2026-11-26', '08:00', PARIS),
    )
  })
})

describe('the hours in other zones and on the days of the change', () => {
  it.each([
    ['2026-03-29', 'Europe/Paris', '2026-03-29T06:00:00.000Z', '2026-03-29T18:00:00.000Z'],
    ['2026-10-25', 'Europe/Paris', '2026-10-25T07:00:00.000Z', '2026-10-25T19:00:00.000Z'],
    ['2026-03-29', 'Indian/Reunion', '2026-03-29T04:00:00.000Z', '2026-03-29T16:00:00.000Z'],
    ['2026-10-25', 'America/Martinique', '2026-10-25T12:00:00.000Z', '2026-10-26T00:00:00.000Z'],
  ])('are 8 h to 20 h of %s in %s', (on, zone, opens, closes) => {
    expect(hours({ subject: 'appointment', zone, now: at(on, '09:00', zone) })).toEqual([opens, closes])
  })

  it('open 90 real minutes before a visit, also across the change', () => {
    const expected = { from: at('2026-03-29', '03:30'), to: at('2026-03-29', '03:30') }
    expect(local({ expected })).toEqual(['01:00', '03:30'])
  })

  it('belong to the practice’s day, not to that of Greenwich', () => {
    const now = toEpochMs('2026-11-25T23:30:00.000Z')
    expect(hours({ subject: 'appointment', zone: 'Indian/Reunion', now })[0]).toBe('2026-11-26T04:00:00.000Z')
    expect(hours({ subject: 'appointment', zone: 'America/Martinique', now })[0]).toBe(
      '2026-11-25T12:00:00.000Z',
    )
  })
})
