import { expect, test } from 'vitest'
import { readCalendar } from '../../src/agenda/ics-reading.ts'

const task = (...lines: string[]) => ({
  text: ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:a', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
  period: { from: Date.parse('2026-11-01T00:00:00Z'), to: Date.parse('2027-05-01T00:00:00Z') },
  zone: 'Europe/Paris',
})

test('a calendar is read in a thread of its own', async () => {
  expect(await readCalendar(task('DTSTART:20261125T130000Z', 'DURATION:PT1H'))).toEqual({
    ok: true,
    busy: [{ from: Date.parse('2026-11-25T13:00:00Z'), to: Date.parse('2026-11-25T14:00:00Z') }],
    leftOut: 0,
  })
})

test('one that would keep us busy for minutes is given up', async () => {
  const everySecond = (uid: number) =>
    [
      'BEGIN:VEVENT',
      `UID:${uid}`,
      'DTSTART:20261125T130000Z',
      'DURATION:PT1S',
      'RRULE:FREQ=SECONDLY',
      'END:VEVENT',
    ].join('\r\n')
  const many = Array.from({ length: 500 }, (_, uid) => everySecond(uid)).join('\r\n')
  const { period, zone } = task()
  const text = `BEGIN:VCALENDAR\r\n${many}\r\nEND:VCALENDAR`
  expect(await readCalendar({ text, period, zone }, 300)).toEqual({ ok: false, why: 'too_much' })
})
