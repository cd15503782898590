import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { describe, expect, test } from 'vitest'
import { type Feed, type FeedAppointment, writeFeed } from '../../src/agenda/calendar-feed.ts'

const appointment = (facts: Partial<FeedAppointment> = {}): FeedAppointment => ({
  id: '0193a',
  on: '2026-11-25',
  kind: 'session',
  agreed_at: '2026-11-25T08:00:00.000Z',
  window_from_at: null,
  window_to_at: null,
  duration_minutes: 30,
  status: 'booked',
  version: 1,
  changedAt: '2026-11-20T08:00:00.123Z',
  first_name: 'Éloïse',
  last_name: 'Çelik',
  ...facts,
})

const feed = (appointments: FeedAppointment[], facts: Partial<Feed> = {}): string =>
  writeFeed({
    name: 'Prévenance, Cabinet de la Halle',
    zone: 'Europe/Paris',
    titles: 'neutral',
    appointments,
    ...facts,
  })

/** What two parsers that share no code make of the same text. */
type Read = { uid: string; summary: string; from: string; to: string; status: string; sequence: number }

const byIcalJs = (text: string): Read[] => {
  const calendar = new ICAL.Component(ICAL.parse(text) as never)
  return calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      summary: event.summary,
      from: event.startDate.toJSDate().toISOString(),
      to: event.endDate.toJSDate().toISOString(),
      status: String(component.getFirstPropertyValue('status')),
      sequence: event.sequence,
    }
  })
}

const byNodeIcal = (text: string): Read[] =>
  Object.values(nodeIcal.sync.parseICS(text)).flatMap(event =>
    event?.type === 'VEVENT'
      ? {
          uid: event.uid,
          summary: String(event.summary),
          from: event.start.toISOString(),
          to: event.end!.toISOString(),
          status: String(event.status),
          sequence: Number(event.sequence),
        }
      : [],
  )

const parsers = [
  ['ical.js', byIcalJs],
  ['node-ical', byNodeIcal],
] as const

describe.each(parsers)('read back by %s', (_name, read) => {
  test('an appointment has its time, its neutral title and an identifier of its own', () => {
    expect(read(feed([appointment()]))).toEqual([
      {
        uid: '0193a@prevenance',
        summary: 'Séance',
        from: '2026-11-25T08:00:00.000Z',
        to: '2026-11-25T08:30:00.000Z',
        status: 'CONFIRMED',
        sequence: 0,
      },
    ])
  })

  test('hours on both sides of a clock change are right', () => {
    const sunday = (at: string) => appointment({ id: at, agreed_at: at, on: at.slice(0, 10) })
    const instants = [
      '2027-03-27T08:00:00.000Z',
      '2027-03-28T00:30:00.000Z',
      '2027-03-28T01:30:00.000Z',
      '2027-10-31T08:00:00.000Z',
    ]
    expect(read(feed(instants.map(sunday))).map(({ from }) => from)).toEqual(instants)
  })

  test.each([
    'Indian/Reunion',
    'America/Martinique',
    'America/Cayenne',
    'Indian/Mayotte',
    'America/Miquelon',
    'Pacific/Noumea',
  ])('a practice in %s has its own zone', zone => {
    expect(read(feed([appointment()], { zone }))[0]?.from).toBe('2026-11-25T08:00:00.000Z')
  })

  test('what was moved or cancelled keeps its identifier, and says so in a later version', () => {
    const now = (facts: Partial<FeedAppointment>) => read(feed([appointment(facts)]))[0]
    const later = '2026-11-25T15:00:00.000Z'
    expect(now({ agreed_at: later, version: 2 })).toMatchObject({
      uid: '0193a@prevenance',
      sequence: 1,
      from: later,
    })
    expect(now({ status: 'cancelled', version: 3 })).toMatchObject({
      uid: '0193a@prevenance',
      sequence: 2,
      status: 'CANCELLED',
    })
    expect(now({ status: 'moved', version: 3 })).toMatchObject({ status: 'CANCELLED' })
  })

  test('French letters survive, also where a long line is folded', () => {
    const initials = read(feed([appointment()], { titles: 'initials' }))[0]
    expect(initials?.summary).toBe('Séance · É. Ç.')
  })

  test('a window is that span; without any time it is a whole day', () => {
    const window = {
      agreed_at: null,
      window_from_at: '2026-11-25T07:00:00.000Z',
      window_to_at: '2026-11-25T09:00:00.000Z',
    }
    expect(read(feed([appointment(window)]))[0]).toMatchObject({
      from: window.window_from_at,
      to: window.window_to_at,
    })
    expect(read(feed([appointment({ agreed_at: null })]))).toHaveLength(1)
  })
})

const long = 'Éè'.repeat(60)

test('a line is folded at 75 bytes at most, and never within a letter', () => {
  const text = feed([appointment()], { name: long })
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(String(new ICAL.Component(ICAL.parse(text) as never).getFirstPropertyValue('x-wr-calname'))).toBe(
    long,
  )
  expect(text.replaceAll('\r\n ', '')).toContain(long)
})

test('stamps are in UTC and every zone that is named is described', () => {
  const text = feed([appointment()])
  expect(text).toMatch(/\r\nDTSTAMP:20261120T080000Z\r\n/)
  expect(text).toMatch(/\r\nLAST-MODIFIED:20261120T080000Z\r\n/)
  expect(text).toMatch(/BEGIN:VTIMEZONE\r\nTZID:Europe\/Paris\r\n/)
  expect(text).toMatch(/DTSTART;TZID=Europe\/Paris:20261125T090000/)
})

test('no name of a patient is in it', () => {
  for (const titles of ['neutral', 'initials'] as const)
    expect(feed([appointment()], { titles })).not.toMatch(/Éloïse|Çelik/)
})

test('the same appointments give the same text, so that it need not be sent again', () => {
  expect(feed([appointment()])).toBe(feed([appointment()]))
})
