import { describe, expect, test } from 'vitest'
import { openIntervals } from '../../src/agenda/opening.ts'
import { at, availability, dated, hours, PARIS, REUNION, spoken, weekly } from './availability-facts.ts'

const WEDNESDAY = '2026-11-25'

describe('the week', () => {
  test('opens at the hours of its weekday, in order', () => {
    const week = [...weekly([3], '14:00-19:00'), ...weekly([3], '08:00-12:00'), ...weekly([4], '09:00-10:00')]
    expect(spoken(openIntervals(availability({ weekly: week }), WEDNESDAY))).toEqual([
      '08:00–12:00',
      '14:00–19:00',
    ])
    expect(openIntervals(availability({ weekly: week }), '2026-11-27')).toEqual([])
  })

  test('joins hours of one place that overlap or touch, and keeps those of another place apart', () => {
    const week = [
      ...weekly([3], '08:00-10:00 09:00-11:00 11:00-12:00', { place: 'practice' }),
      ...weekly([3], '11:30-13:00', { place: 'home' }),
    ]
    const open = openIntervals(availability({ weekly: week }), WEDNESDAY)
    expect(spoken(open)).toEqual(['08:00–12:00', '11:30–13:00'])
    expect(open.map(({ place }) => place)).toEqual(['practice', 'home'])
  })

  test('lasts past midnight when it ends before it begins', () => {
    const [night] = openIntervals(availability({ weekly: weekly([3], '20:00-02:00') }), WEDNESDAY)
    expect(night).toMatchObject({ from: at('20:00'), to: at('02:00', '2026-11-26') })
  })

  test('lasts until midnight when it ends at 0 h', () => {
    const [evening] = openIntervals(availability({ weekly: weekly([3], '20:00-00:00') }), WEDNESDAY)
    expect(evening?.to).toBe(at('00:00', '2026-11-26'))
  })

  test('gives way to the week of a period, also on days on which that week is closed', () => {
    const week = [
      ...weekly([1, 2, 3], '08:00-12:00'),
      ...weekly([3], '07:00-13:00', { validFrom: '2026-07-01', validTo: '2026-08-31' }),
    ]
    const open = (on: string) => spoken(openIntervals(availability({ weekly: week }), on))
    expect(open('2026-06-30')).toEqual(['08:00–12:00'])
    expect(open('2026-07-01')).toEqual(['07:00–13:00'])
    expect(open('2026-07-06')).toEqual([])
    expect(open('2026-08-31')).toEqual([])
    expect(open('2026-09-01')).toEqual(['08:00–12:00'])
  })

  test('of two periods follows the one that began last', () => {
    const week = [
      ...weekly([3], '08:00-12:00', { validFrom: '2027-01-01' }),
      ...weekly([3], '07:00-13:00', { validFrom: '2027-07-01', validTo: '2027-08-31' }),
    ]
    expect(spoken(openIntervals(availability({ weekly: week }), '2027-07-07'))).toEqual(['07:00–13:00'])
    expect(spoken(openIntervals(availability({ weekly: week }), '2027-09-01'))).toEqual(['08:00–12:00'])
    expect(openIntervals(availability({ weekly: week }), WEDNESDAY)).toEqual([])
  })
})

describe('a day of its own', () => {
  const open = (...exceptions: Parameters<typeof dated>[0][]) =>
    spoken(openIntervals(availability({ dated: exceptions.map(dated), holidays: [WEDNESDAY] }), WEDNESDAY))

  test('opens a holiday', () => {
    expect(open()).toEqual([])
    expect(open({ open: true, hours: hours('09:00-11:00') })).toEqual(['09:00–11:00'])
  })

  test('holds from its first to its last day', () => {
    const closed = availability({ dated: [dated({ fromOn: '2026-11-20', toOn: WEDNESDAY })] })
    expect(openIntervals(closed, '2026-11-19')).toHaveLength(2)
    expect(openIntervals(closed, '2026-11-20')).toEqual([])
    expect(openIntervals(closed, WEDNESDAY)).toEqual([])
    expect(openIntervals(closed, '2026-11-26')).toHaveLength(2)
  })

  test('opens at its hours and at no others', () => {
    const own = availability({ dated: [dated({ open: true, hours: hours('10:00-11:00 16:00-17:00') })] })
    expect(spoken(openIntervals(own, WEDNESDAY))).toEqual(['10:00–11:00', '16:00–17:00'])
  })

  test('closes a part of the day', () => {
    const own = availability({ dated: [dated({ hours: hours('11:00-15:00') })] })
    expect(spoken(openIntervals(own, WEDNESDAY))).toEqual(['08:00–11:00', '15:00–19:00'])
  })

  test('of the clinician goes before the practice’s', () => {
    const practice = { own: false }
    const own = { open: true, hours: hours('09:00-12:00') }
    expect(open(practice, own)).toEqual(['09:00–12:00'])
    expect(open({ ...practice, hours: hours('10:00-11:00') }, own)).toEqual(['09:00–12:00'])
  })

  test('inside a longer one goes before it', () => {
    const fortnight = { fromOn: '2026-11-16', toOn: '2026-11-29' }
    expect(open(fortnight, { open: true, hours: hours('09:00-10:00') })).toEqual(['09:00–10:00'])
  })
})

test('a leave closes its days, whatever the practice opens, unless the clinician opens one of them', () => {
  const leave = dated({ fromOn: '2026-11-23', toOn: '2026-12-06' })
  const ofPractice = dated({ open: true, own: false, hours: hours('09:00-10:00') })
  const own = dated({ open: true, hours: hours('18:00-19:00') })
  const open = (...days: ReturnType<typeof dated>[]) =>
    spoken(openIntervals(availability({ dated: days }), WEDNESDAY))
  expect(open(ofPractice)).toEqual(['09:00–10:00'])
  expect(open(ofPractice, leave)).toEqual([])
  expect(open(ofPractice, leave, own)).toEqual(['18:00–19:00'])
})

describe('on days on which clocks change', () => {
  const SPRING = '2027-03-28'
  const AUTUMN = '2027-10-31'
  const lengths = (text: string, on: string, zone = PARIS): number[] =>
    openIntervals(availability({ weekly: weekly([7], text), zone }), on).map(
      ({ from, to }) => (to - from) / 3_600_000,
    )

  test('hours stay where the clock on the wall shows them', () => {
    for (const on of [SPRING, AUTUMN])
      expect(spoken(openIntervals(availability({ weekly: weekly([7], '08:00-12:00') }), on))).toEqual([
        '08:00–12:00',
      ])
  })

  test('a day has 23 hours in spring and 25 in autumn, and always 24 on La Réunion', () => {
    expect(lengths('00:00-00:00', SPRING)).toEqual([23])
    expect(lengths('00:00-00:00', AUTUMN)).toEqual([25])
    expect(lengths('00:00-00:00', SPRING, REUNION)).toEqual([24])
    expect(lengths('00:00-00:00', AUTUMN, REUNION)).toEqual([24])
  })

  test('hours that cross the change are an hour shorter or longer', () => {
    expect(lengths('01:00-05:00', SPRING)).toEqual([3])
    expect(lengths('01:00-05:00', AUTUMN)).toEqual([5])
  })

  test('hours inside the hour that is skipped come an hour later, and none are left before its end', () => {
    const open = (text: string) => spoken(openIntervals(availability({ weekly: weekly([7], text) }), SPRING))
    expect(open('02:10-02:50')).toEqual(['03:10–03:50'])
    expect(open('02:30-03:00')).toEqual([])
  })
})
