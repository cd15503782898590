import { describe, expect, test } from 'vitest'
import { readBusyTimes } from '../../src/agenda/ics-busy.ts'

const PARIS = 'Europe/Paris'
const PERIOD = { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2027-05-01T00:00:00Z') }

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//FR', ...lines, 'END:VCALENDAR', ''].join('\r\n')

const event = (...lines: string[]): string =>
  ['BEGIN:VEVENT', 'UID:a@example.org', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT'].join('\r\n')

/** The busy times as « from/to », in UTC and to the minute. */
const busy = (text: string, period = PERIOD, zone = PARIS): string[] => {
  const reading = readBusyTimes(text, period, zone)
  if (!reading.ok) return [reading.why]
  const short = (at: number) => new Date(at).toISOString().slice(0, 16)
  return reading.busy.map(({ from, to }) => `${short(from)}/${short(to)}`)
}

describe('zones', () => {
  test.each([
    ['UTC', 'DTSTART:20261125T130000Z', 'DTEND:20261125T140000Z'],
    ['an IANA name that is not described', 'DTSTART;TZID=Europe/Paris:20261125T140000', 'DURATION:PT1H'],
    ['a Windows name', 'DTSTART;TZID=Romance Standard Time:20261125T140000', 'DURATION:PT1H'],
    [
      'an IANA name behind a prefix',
      'DTSTART;TZID=/example.org/20050126_1/Europe/Paris:20261125T140000',
      'DURATION:PT1H',
    ],
    ['a time without a zone, which is the practice’s', 'DTSTART:20261125T140000', 'DTEND:20261125T150000'],
    [
      'a name that nobody knows, taken as the practice’s',
      'DTSTART;TZID=Chez moi:20261125T140000',
      'DURATION:PT1H',
    ],
  ])('%s', (_what, ...lines) => {
    expect(busy(calendar(event(...lines)))).toEqual(['2026-11-25T13:00/2026-11-25T14:00'])
  })

  test('a name that only the file describes is read by its description', () => {
    const zone = ['BEGIN:VTIMEZONE', 'TZID:Chez moi', 'BEGIN:STANDARD', 'DTSTART:19700101T000000']
    const described = [...zone, 'TZOFFSETFROM:-0300', 'TZOFFSETTO:-0300', 'END:STANDARD', 'END:VTIMEZONE']
    expect(
      busy(calendar(...described, event('DTSTART;TZID=Chez moi:20261125T140000', 'DURATION:PT1H'))),
    ).toEqual(['2026-11-25T17:00/2026-11-25T18:00'])
  })

  test('a whole day is one of the practice’s, 23 hours long when the clocks go forward', () => {
    expect(busy(calendar(event('DTSTART;VALUE=DATE:20270328')))).toEqual([
      '2027-03-27T23:00/2027-03-28T22:00',
    ])
    expect(
      busy(
        calendar(event('DTSTART;VALUE=DATE:20261225', 'DTEND;VALUE=DATE:20261227')),
        PERIOD,
        'Indian/Reunion',
      ),
    ).toEqual(['2026-12-24T20:00/2026-12-26T20:00'])
  })
})

describe('repetitions', () => {
  const weekly = ['DTSTART;TZID=Europe/Paris:20261005T090000', 'DTEND;TZID=Europe/Paris:20261005T100000']

  test('keep their hour when the clocks change', () => {
    const spring = { from: Date.parse('2027-03-20T00:00:00Z'), to: Date.parse('2027-04-06T00:00:00Z') }
    expect(busy(calendar(event(...weekly, 'RRULE:FREQ=WEEKLY')), spring)).toEqual([
      '2027-03-22T08:00/2027-03-22T09:00',
      '2027-03-29T07:00/2027-03-29T08:00',
      '2027-04-05T07:00/2027-04-05T08:00',
    ])
  })

  test('leave out single dates, and put one elsewhere', () => {
    const text = calendar(
      event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=8', 'EXDATE;TZID=Europe/Paris:20261109T090000'),
      event(
        'RECURRENCE-ID;TZID=Europe/Paris:20261116T090000',
        'DTSTART;TZID=Europe/Paris:20261117T180000',
        'DURATION:PT30M',
      ),
      event(
        'RECURRENCE-ID:20261123T080000Z',
        'STATUS:CANCELLED',
        'DTSTART:20261123T080000Z',
        'DURATION:PT1H',
      ),
    )
    expect(busy(text)).toEqual(['2026-11-02T08:00/2026-11-02T09:00', '2026-11-17T17:00/2026-11-17T17:30'])
  })

  test('hold for all that follow a changed one', () => {
    const text = calendar(
      event(...weekly, 'RRULE:FREQ=WEEKLY;COUNT=7'),
      event(
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Paris:20261109T090000',
        'DTSTART;TZID=Europe/Paris:20261109T110000',
        'DURATION:PT1H',
      ),
    )
    expect(busy(text)).toEqual([
      '2026-11-02T08:00/2026-11-02T09:00',
      '2026-11-09T10:00/2026-11-09T11:00',
      '2026-11-16T10:00/2026-11-16T11:00',
    ])
  })

  test('include the last one, whose end is written in UTC', () => {
    expect(busy(calendar(event(...weekly, 'RRULE:FREQ=WEEKLY;UNTIL=20261109T080000Z')))).toEqual([
      '2026-11-02T08:00/2026-11-02T09:00',
      '2026-11-09T08:00/2026-11-09T09:00',
    ])
  })

  test('an occurrence moved into the period from after its end counts', () => {
    const text = calendar(
      event('DTSTART:20270601T080000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'),
      event('RECURRENCE-ID:20270602T080000Z', 'DTSTART:20270401T080000Z', 'DURATION:PT1H'),
    )
    expect(busy(text)).toEqual(['2027-04-01T08:00/2027-04-01T09:00'])
  })
})

describe('what does not take time', () => {
  const hour = ['DTSTART:20261125T130000Z', 'DTEND:20261125T140000Z']
  test.each([
    ['an event marked as free', ['TRANSP:TRANSPARENT']],
    ['one that Outlook marks as free', ['X-MICROSOFT-CDO-BUSYSTATUS:FREE']],
    ['a cancelled one', ['STATUS:CANCELLED']],
    ['one of our own, read back', ['UID:0193@prevenance']],
  ])('%s', (_what, lines) => {
    const own = calendar('BEGIN:VEVENT', 'DTSTAMP:20261101T000000Z', ...hour, ...lines, 'END:VEVENT')
    expect(busy(own)).toEqual([])
  })

  test('an instant without a length, and what lies outside the period', () => {
    expect(busy(calendar(event('DTSTART:20261125T130000Z')))).toEqual([])
    expect(busy(calendar(event('DTSTART:20260125T130000Z', 'DURATION:PT1H')))).toEqual([])
  })
})

test('overlapping and touching times become one', () => {
  const one = (uid: string, from: string, to: string) =>
    [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      `DTSTART:20261125T${from}00Z`,
      `DTEND:20261125T${to}00Z`,
      'END:VEVENT',
    ].join('\r\n')
  const text = calendar(
    one('1', '1300', '1400'),
    one('2', '0800', '0900'),
    one('3', '1330', '1500'),
    one('4', '0900', '0930'),
  )
  expect(busy(text)).toEqual(['2026-11-25T08:00/2026-11-25T09:30', '2026-11-25T13:00/2026-11-25T15:00'])
})

test('an event that cannot be understood is counted, the others are read', () => {
  const text = calendar(
    event('SUMMARY:sans date'),
    ['BEGIN:VEVENT', 'UID:b', 'DTSTART:20261125T130000Z', 'DURATION:PT1H', 'END:VEVENT'].join('\r\n'),
  )
  const reading = readBusyTimes(text, PERIOD, PARIS)
  expect(reading).toMatchObject({ ok: true, leftOut: 1, busy: [{}] })
})

test('what is no calendar is told from an empty one', () => {
  expect(busy('<!doctype html><title>Connexion</title>')).toEqual(['not_a_calendar'])
  expect(busy('')).toEqual(['not_a_calendar'])
  expect(busy(`\uFEFF${calendar()}`)).toEqual([])
})

test('an event that comes every second is too much, and is not counted out', () => {
  const reading = readBusyTimes(
    calendar(event('DTSTART:20261125T130000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY')),
    PERIOD,
    PARIS,
  )
  expect(reading).toMatchObject({ ok: true, leftOut: 1 })
})
