import { expect, test } from 'vitest'
import { firstRule } from '../../src/agenda/first-rule.ts'
import type { Frequency } from '../../src/agenda/frequency.ts'
import { readFrequency } from '../../src/agenda/read-frequency.ts'
import { ruleWords } from '../../src/agenda/rule-words.ts'
import type { PassageWindow } from '../../src/cadre/terms.ts'

const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

const window = (from: string, to: string, weekdays = EVERY_DAY): PassageWindow => ({
  weekdays,
  from,
  to,
  hardBefore: null,
  hardReason: '',
})

const said = (written: string): Frequency => {
  const reading = readFrequency(written)
  if (!reading.read) throw new Error(reading.leftover)
  return reading.frequency
}

test('morning and evening take the windows of the cadre', () => {
  const windows = [window('18:30', '19:30'), window('07:00', '08:00')]
  expect(firstRule(said('matin et soir tous les jours'), windows)).toEqual({
    unit: 'day',
    interval: 1,
    moments: [
      { weekdays: EVERY_DAY, from: '07:00', to: '08:00', hardBefore: '' },
      { weekdays: EVERY_DAY, from: '18:30', to: '19:30', hardBefore: '' },
    ],
  })
})

test('other hours on Sundays count weekdays instead of days', () => {
  const windows = [window('07:00', '08:00', [1, 2, 3, 4, 5, 6]), window('08:30', '09:30', [7])]
  const { unit, moments } = firstRule(said('tous les matins'), windows)
  expect([unit, moments.map(({ weekdays, from }) => [weekdays, from])]).toEqual([
    'week',
    [
      [[1, 2, 3, 4, 5, 6], '07:00'],
      [[7], '08:30'],
    ],
  ])
})

test('once a day is once, whatever windows there are, and days without one have no time yet', () => {
  const windows = [window('07:00', '08:00', [1, 3]), window('18:30', '19:30', [1, 3])]
  const { moments } = firstRule(said('3 fois par semaine'), windows)
  expect(moments.map(({ weekdays, from }) => [weekdays, from])).toEqual([
    [[1, 3], '07:00'],
    [[5], ''],
  ])
})

test('a frequency that nobody could read leaves everything to be chosen', () => {
  expect(firstRule(null, [])).toMatchObject({ unit: 'week', moments: [{ weekdays: [], from: '' }] })
})

test.each([
  [[1, 3, 5], null, 1, 'lundi, mercredi et vendredi, 10\u00a0h\u00a030'],
  [[2], '11:30', 2, 'mardi, 10\u00a0h\u00a030\u00a0– 11\u00a0h\u00a030, toutes les 2 semaines'],
])('a rule of %s until %s is told in words', (weekdays, to, interval, words) => {
  expect(
    ruleWords({ unit: 'week', interval, moments: [{ weekdays, from: '10:30', to, hardBefore: null }] }),
  ).toBe(words)
})
