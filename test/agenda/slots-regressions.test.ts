import { describe, expect, test } from 'vitest'
import { freeSlots } from '../../src/agenda/slots.ts'
import { addDays } from '../../src/time.ts'
import {
  at,
  availability,
  beginnings,
  busy,
  EVERY_DAY,
  HOME,
  PARIS,
  PRACTICE,
  REUNION,
  SESSION,
  weekly,
} from './availability-facts.ts'

/** What goes wrong in other systems. */
describe('one-hour shift at DST change', () => {
  const week = weekly(EVERY_DAY, '09:00-10:30')

  test.each([
    ['spring in Paris', '2027-03-27', PARIS],
    ['autumn in Paris', '2027-10-30', PARIS],
    ['spring on La Réunion, where clocks never change', '2027-03-27', REUNION],
  ])('in %s slots are at the same time of day before, on and after the change', (_, saturday, zone) => {
    const days = { from: saturday, to: addDays(saturday, 2) }
    const slots = freeSlots({
      availability: availability({ ...days, weekly: week, zone }),
      busy: [],
      kind: SESSION,
      where: PRACTICE,
      now: 0,
    })
    for (const on of [saturday, addDays(saturday, 1), days.to])
      expect(
        beginnings(
          slots.filter(slot => slot.on === on),
          zone,
        ),
      ).toEqual(['09:00', '09:30', '10:00'])
  })

  test('an appointment booked before the change takes its own time after it', () => {
    const on = '2027-03-29'
    const slots = freeSlots({
      availability: availability({ from: on, to: on, weekly: week }),
      busy: [busy(Date.parse('2027-03-29T07:30:00.000Z'), 30)],
      kind: SESSION,
      where: PRACTICE,
      now: 0,
    })
    expect(beginnings(slots)).toEqual(['09:00', '10:00'])
  })

  test('in the night of the change every real half hour is offered once', () => {
    const night = (saturday: string) =>
      freeSlots({
        availability: availability({
          from: saturday,
          to: addDays(saturday, 1),
          weekly: weekly([6], '22:00-06:00'),
        }),
        busy: [],
        kind: SESSION,
        where: PRACTICE,
        now: 0,
      })
    expect(night('2027-03-20')).toHaveLength(16)
    expect(night('2027-03-27')).toHaveLength(14)
    expect(night('2027-10-30')).toHaveLength(18)
    expect(new Set(night('2027-10-30').map(({ from }) => from)).size).toBe(18)
  })
})

test('external busy time ignored: what another calendar says is never offered', () => {
  const elsewhere = busy(at('09:00'), 60, { where: null })
  const slots = freeSlots({
    availability: availability({ weekly: weekly([3], '08:00-11:00') }),
    busy: [elsewhere],
    kind: { ...SESSION, capacity: 3 },
    where: PRACTICE,
    now: 0,
  })
  expect(beginnings(slots)).toEqual(['08:00', '08:30', '10:00', '10:30'])
})

test('travel time ignored between appointments: both ways fit before and after a visit at home', () => {
  const slots = freeSlots({
    availability: availability({ weekly: weekly([3], '08:00-12:00'), slotStepMinutes: 5 }),
    busy: [busy(at('08:00'), 60), busy(at('11:00'), 60, { where: HOME })],
    kind: { ...SESSION, place: 'home' },
    where: { ...HOME, lat: 49.78 },
    travel: (from, to) => (from?.place === 'practice' || to?.place === 'practice' ? 20 : 10),
    now: 0,
  })
  expect(beginnings(slots)).toEqual([
    '09:20',
    '09:25',
    '09:30',
    '09:35',
    '09:40',
    '09:45',
    '09:50',
    '09:55',
    '10:00',
    '10:05',
    '10:10',
    '10:15',
    '10:20',
  ])
})
