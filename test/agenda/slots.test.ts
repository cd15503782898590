import { describe, expect, test } from 'vitest'
import { freeSlots, type SlotQuestion, type Wanted } from '../../src/agenda/slots.ts'
import { at, availability, beginnings, busy, HOME, PRACTICE, SESSION, weekly } from './availability-facts.ts'

const EARLY = at('00:00')
const MORNING = weekly([3], '08:00-10:00')

const ask = (facts: Partial<SlotQuestion> = {}): SlotQuestion => ({
  availability: availability({ weekly: MORNING }),
  busy: [],
  kind: SESSION,
  where: PRACTICE,
  now: EARLY,
  ...facts,
})

const starts = (facts: Partial<SlotQuestion> = {}): string[] => beginnings(freeSlots(ask(facts)))
const kind = (facts: Partial<Wanted>): Wanted => ({ ...SESSION, ...facts })

describe('open hours', () => {
  test('are divided by the step, and the appointment ends inside them', () => {
    expect(starts()).toEqual(['08:00', '08:30', '09:00', '09:30'])
    expect(starts({ kind: kind({ durationMinutes: 45 }) })).toEqual(['08:00', '08:30', '09:00'])
    expect(starts({ kind: kind({ durationMinutes: 121 }) })).toEqual([])
  })

  test('of another place give nothing', () => {
    const home = availability({ weekly: weekly([3], '08:00-10:00', { place: 'home' }) })
    expect(starts({ availability: home })).toEqual([])
    expect(starts({ availability: home, kind: kind({ place: 'home' }), where: HOME })).toHaveLength(4)
  })

  test('of one place go on into those of any place', () => {
    const both = [
      ...weekly([3], '08:00-09:00', { place: 'practice' }),
      ...weekly([3], '09:00-10:00', { place: 'any' }),
    ]
    expect(starts({ availability: availability({ weekly: both, slotStepMinutes: 45 }) })).toEqual([
      '08:00',
      '08:45',
      '09:30',
    ])
  })

  test('of a night that began the day before are this day’s after midnight', () => {
    const night = availability({ weekly: weekly([2], '23:00-01:30') })
    const slots = freeSlots(ask({ availability: night, now: at('00:00', '2026-11-24') }))
    expect(beginnings(slots)).toEqual(['00:00', '00:30', '01:00'])
    expect(slots.every(({ on }) => on === '2026-11-25')).toBe(true)
  })
})

describe('now', () => {
  test('is when slots begin at the earliest', () => {
    expect(starts({ now: at('08:30') })).toEqual(['08:30', '09:00', '09:30'])
    expect(starts({ now: at('08:31') })).toEqual(['09:00', '09:30'])
  })

  test('is not near enough for patients, whom the practice asks for some notice', () => {
    const soon = availability({ weekly: MORNING, leastNoticeMinutes: 60 })
    expect(starts({ availability: soon, now: at('08:00') })).toEqual(['09:00', '09:30'])
    expect(starts({ availability: soon, now: at('08:00'), ignoresNotice: true })).toHaveLength(4)
  })
})

describe('what is taken', () => {
  test('is not given away again, to the minute', () => {
    expect(starts({ busy: [busy(at('08:30'), 30)] })).toEqual(['08:00', '09:00', '09:30'])
    expect(starts({ busy: [busy(at('08:29'), 32)] })).toEqual(['09:30'])
  })

  test('keeps its buffer after it, and what is wanted keeps its own', () => {
    expect(starts({ busy: [busy(at('08:30'), 30, { bufferMinutes: 10 })] })).toEqual(['08:00', '09:30'])
    expect(starts({ busy: [busy(at('09:00'), 30)], kind: kind({ bufferMinutes: 10 }) })).toEqual([
      '08:00',
      '09:30',
    ])
  })

  test('leaves the instant between two of them', () => {
    const two = [busy(at('08:00'), 30), busy(at('09:00'), 60)]
    expect(starts({ busy: two })).toEqual(['08:30'])
  })
})

describe('what is shared', () => {
  const pair = kind({ capacity: 2 })
  const group = kind({ capacity: 4, grouped: true, durationMinutes: 60 })
  const member = (from: number) => busy(from, 60, { capacity: 4, grouped: true })

  test('has places until its capacity', () => {
    const one = busy(at('08:30'), 30, { capacity: 2 })
    const slots = freeSlots(ask({ kind: pair, busy: [one] }))
    expect(slots.map(({ places }) => places)).toEqual([2, 1, 2, 2])
    expect(starts({ kind: pair, busy: [one, one] })).toEqual(['08:00', '09:00', '09:30'])
  })

  test('is not shared with whoever is alone', () => {
    expect(starts({ kind: pair, busy: [busy(at('08:30'), 30)] })).toEqual(['08:00', '09:00', '09:30'])
    expect(starts({ busy: [busy(at('08:30'), 30, { capacity: 2 })] })).toEqual(['08:00', '09:00', '09:30'])
  })

  test('begins together in a group', () => {
    expect(starts({ kind: group, busy: [member(at('08:30'))] })).toEqual(['08:30'])
    expect(starts({ kind: group, busy: Array(4).fill(member(at('08:30'))) })).toEqual([])
  })

  test('is never shared at home', () => {
    const visit = kind({ capacity: 2, place: 'home' })
    expect(
      starts({ kind: visit, where: HOME, busy: [busy(at('08:00'), 90, { capacity: 2, where: HOME })] }),
    ).toEqual(['09:30'])
  })
})

describe('the way', () => {
  const visit = kind({ place: 'home' })
  const travel = () => 20

  test('to a visit at home and back from it takes its time', () => {
    const sessions = [busy(at('08:00'), 30)]
    expect(starts({ kind: visit, where: HOME, busy: sessions })).toEqual(['08:30', '09:00', '09:30'])
    expect(starts({ kind: visit, where: HOME, busy: sessions, travel })).toEqual(['09:00', '09:30'])
    const after = [busy(at('09:00'), 60)]
    expect(starts({ kind: visit, where: HOME, busy: after })).toEqual(['08:00', '08:30'])
    expect(starts({ kind: visit, where: HOME, busy: after, travel })).toEqual(['08:00'])
  })

  test('comes after the buffer', () => {
    const session = busy(at('08:00'), 30, { bufferMinutes: 15 })
    expect(starts({ kind: visit, where: HOME, busy: [session], travel })).toEqual(['09:30'])
  })

  test('is asked for in the direction in which it is gone', () => {
    const legs: string[] = []
    const listening: SlotQuestion['travel'] = (from, to) => {
      legs.push(`${from?.place} → ${to?.place}`)
      return 0
    }
    freeSlots(ask({ kind: visit, where: HOME, busy: [busy(at('08:30'), 30)], travel: listening }))
    expect(legs.sort()).toEqual(['home → practice', 'practice → home'])
  })
})

describe('a break', () => {
  const rest = { from: at('08:30'), to: at('09:30'), atLeastMinutes: 30 }

  test('may lie anywhere in its time, as long as it fits', () => {
    expect(starts({ breaks: [rest] })).toEqual(['08:00', '08:30', '09:00', '09:30'])
    expect(starts({ breaks: [rest], busy: [busy(at('08:30'), 30)] })).toEqual(['08:00', '09:30'])
    expect(starts({ breaks: [{ ...rest, atLeastMinutes: 60 }] })).toEqual(['08:00', '09:30'])
  })

  test('in which nobody can rest any more is not made worse', () => {
    const full = [busy(at('08:45'), 30)]
    expect(starts({ breaks: [rest], busy: full })).toEqual(['08:00', '09:30'])
  })
})
