import { describe, expect, test } from 'vitest'
import { agendaPath, beside, daysOf, readAsked } from '../../src/agenda-pages/asked.ts'
import { loadPercent } from '../../src/agenda-pages/load.ts'
import { statusWords } from '../../src/agenda-pages/look.ts'
import { possibleNow } from '../../src/agenda-pages/possible.ts'
import { titleOf } from '../../src/agenda-pages/title.ts'
import { frenchIn } from '../../src/http/french.ts'
import { toEpochMs } from '../../src/time.ts'

const f = frenchIn('Europe/Paris')
const TODAY = '2026-11-25'
const NOW = '2026-11-25T09:00:00.000Z'

const asked = (query: Record<string, string>) => readAsked(query, TODAY)

describe('the part of the agenda that an address means', () => {
  test('is the week of today, and everybody only by day or month', () => {
    expect(asked({})).toEqual({ view: 'week', on: TODAY, clinicianId: null, everyone: false })
    expect(asked({ clinician: 'all' })).toMatchObject({ view: 'day', everyone: true })
    expect(asked({ clinician: 'all', view: 'month' })).toMatchObject({ view: 'month', everyone: true })
  })

  test('is told by an address that reads the same again', () => {
    for (const query of [
      {},
      { view: 'day', clinician: 'all' },
      { view: 'month', date: '2027-02-10', clinician: 'x' },
    ]) {
      const part = asked(query as Record<string, string>)
      const again = Object.fromEntries(new URL(agendaPath(part), 'http://x').searchParams)
      expect(asked(again)).toEqual(part)
    }
  })

  test('is a week from Monday, and whole weeks of a month', () => {
    expect(daysOf({ view: 'week', on: '2026-11-29' })).toHaveLength(7)
    expect(daysOf({ view: 'week', on: '2026-11-29' })[0]).toBe('2026-11-23')
    const month = daysOf({ view: 'month', on: '2027-02-14' })
    expect([month[0], month.at(-1), month.length]).toEqual(['2027-02-01', '2027-02-28', 28])
  })

  test('has one before and one after, months by their first day', () => {
    const month = asked({ view: 'month', date: '2027-01-31' })
    expect([beside(month, -1).on, beside(month, 1).on]).toEqual(['2026-12-01', '2027-02-01'])
    expect(beside(asked({ date: '2026-12-30' }), 1).on).toBe('2027-01-06')
  })

  test('has a title in French, across months too', () => {
    expect(titleOf(asked({}), f)).toBe('23\u00a0– 29\u00a0novembre')
    expect(titleOf(asked({ date: '2026-12-01' }), f)).toBe('30\u00a0novembre\u00a0– 6\u00a0décembre')
    expect(titleOf(asked({ view: 'month' }), f)).toBe('novembre 2026')
  })
})

const appointment = (status: Parameters<typeof possibleNow>[0]['status'], at: string, more = {}) => ({
  status,
  kind: 'session' as const,
  civility: 'Mme' as const,
  place: 'practice' as const,
  on: at.slice(0, 10),
  agreed_at: at,
  window_from_at: null,
  window_to_at: null,
  duration_minutes: 30,
  ...more,
})

test('what has become of an appointment is said in a few words', () => {
  const words = (...facts: Parameters<typeof appointment>) =>
    statusWords(appointment(...facts), toEpochMs(NOW))
  expect(words('booked', '2026-11-26T09:00:00.000Z')).toBe('à confirmer')
  expect(words('booked', '2026-12-26T09:00:00.000Z')).toBe('prévu')
  expect(words('booked', '2026-11-26T09:00:00.000Z', { kind: 'visit' })).toBe('prévu')
  expect(words('booked', '2026-11-24T09:00:00.000Z')).toBe('prévu, rien de noté')
  expect(words('arrived', NOW)).toBe('arrivée')
  expect(words('no_show', NOW, { civility: '' })).toBe('absent·e')
})

test('what can be done depends on what it is and when', () => {
  const can = (...facts: Parameters<typeof appointment>) =>
    Object.entries(possibleNow(appointment(...facts), NOW, TODAY)).flatMap(([name, yes]) =>
      yes ? [name] : [],
    )
  expect(can('booked', '2026-11-26T09:00:00.000Z')).toEqual(['confirm', 'edit', 'move', 'cancel'])
  expect(can('booked', '2026-11-26T09:00:00.000Z', { kind: 'visit' })).not.toContain('confirm')
  expect(can('confirmed', '2026-11-25T09:30:00.000Z')).toEqual([
    'arrive',
    'takeBack',
    'edit',
    'move',
    'cancel',
  ])
  expect(can('booked', '2026-11-25T08:30:00.000Z')).toEqual(['arrive', 'miss', 'edit', 'move', 'cancel'])
  expect(can('no_show', '2026-11-25T08:30:00.000Z')).toEqual(['takeBack', 'edit'])
  expect(can('done', '2026-11-25T08:30:00.000Z')).toEqual(['edit'])
  expect(can('cancelled', '2026-11-26T08:30:00.000Z')).toEqual([])
})

test('a day is as full as its open time is taken, never fuller', () => {
  expect(loadPercent(240, 480, 1)).toBe(50)
  expect(loadPercent(600, 480, 1)).toBe(100)
  expect(loadPercent(480, 0, 2)).toBe(50)
})
