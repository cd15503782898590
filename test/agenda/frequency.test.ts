import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_PARTS, type Frequency, frequencyWords, weekdaysOf } from '../../src/agenda/frequency.ts'
import { readFrequency } from '../../src/agenda/read-frequency.ts'

const daily: Frequency = { unit: 'day', interval: 1, times: 1, weekdays: [], dayParts: [], days: null }
const weekly = (times: number, more: Partial<Frequency> = {}): Frequency => ({
  ...daily,
  unit: 'week',
  times,
  ...more,
})
const on = (...weekdays: number[]): Frequency => weekly(weekdays.length, { weekdays })

describe('what an ordonnance says', () => {
  test.each<[string, Frequency]>([
    ['3 fois par semaine pendant 6 semaines', weekly(3, { days: 42 })],
    ['trois fois par semaine', weekly(3)],
    ['2x/sem', weekly(2)],
    ['2x/semaine', weekly(2)],
    ['2 x par semaine', weekly(2)],
    ['3/sem.', weekly(3)],
    ['1 fois / semaine', weekly(1)],
    ['une séance par semaine', weekly(1)],
    ['2 à 3 fois par semaine', weekly(3)],
    ['hebdomadaire', weekly(1)],
    ['toutes les semaines', weekly(1)],
    ['1 fois toutes les 2 semaines', weekly(1, { interval: 2 })],
    ['1 semaine sur 2', weekly(1, { interval: 2 })],
    ['1 fois par mois', weekly(1, { interval: 4 })],
    ['tous les jours', daily],
    ['Tous les jours, week-end et fériés compris', daily],
    ['quotidien', daily],
    ['1x/j', daily],
    ['1 fois par jour pendant 10 jours', { ...daily, days: 10 }],
    ['2 fois par jour', { ...daily, dayParts: ['morning', 'evening'] }],
    ['3x/j pendant 1 mois', { ...daily, dayParts: ['morning', 'noon', 'evening'], days: 30 }],
    ['matin et soir tous les jours', { ...daily, dayParts: ['morning', 'evening'] }],
    ['Matin, midi et soir', { ...daily, dayParts: ['morning', 'noon', 'evening'] }],
    ['tous les matins', { ...daily, dayParts: ['morning'] }],
    ['chaque soir', { ...daily, dayParts: ['evening'] }],
    ['1 jour sur 2', { ...daily, interval: 2 }],
    ['un jour sur deux', { ...daily, interval: 2 }],
    ['tous les 3 jours', { ...daily, interval: 3 }],
    ['lundi, mercredi, vendredi', on(1, 3, 5)],
    ['le mardi et le jeudi après-midi', { ...on(2, 4), dayParts: ['afternoon'] }],
    ['tous les lundis', on(1)],
    ['du lundi au vendredi', on(1, 2, 3, 4, 5)],
    ['en semaine', on(1, 2, 3, 4, 5)],
    ['tous les jours sauf le dimanche', on(1, 2, 3, 4, 5, 6)],
    ['3 fois par semaine (lun, mer, ven)', on(1, 3, 5)],
  ])('« %s »', (written, frequency) => {
    expect(readFrequency(written)).toEqual({ read: true, frequency, sessions: null })
  })

  test('may hold the number of sessions', () => {
    expect(readFrequency('15 séances, 3 fois par semaine')).toEqual({
      read: true,
      frequency: weekly(3),
      sessions: 15,
    })
  })

  test.each([
    ['selon tolérance', 'selon tolerance'],
    ['3 fois par semaine puis 2', 'puis 2'],
    ['si besoin', 'si besoin'],
    ['9 fois par semaine', ''],
    ['', ''],
  ])('« %s » is not half understood', (written, leftover) => {
    const reading = readFrequency(written)
    expect(reading.read).toBe(false)
    if (!reading.read && leftover) expect(reading.leftover).toBe(leftover)
  })
})

const frequencies: fc.Arbitrary<Frequency> = fc.oneof(
  fc.record({
    unit: fc.constant('day' as const),
    interval: fc.integer({ min: 1, max: 9 }),
    times: fc.constant(1),
    weekdays: fc.constant<number[]>([]),
    dayParts: fc.subarray([...DAY_PARTS]),
    days: fc.option(fc.integer({ min: 1, max: 200 })),
  }),
  fc
    .record({
      unit: fc.constant('week' as const),
      interval: fc.integer({ min: 1, max: 9 }),
      times: fc.integer({ min: 1, max: 7 }),
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
      dayParts: fc.subarray([...DAY_PARTS]),
      days: fc.option(fc.integer({ min: 1, max: 200 })),
    })
    .map(frequency => ({ ...frequency, times: frequency.weekdays.length || frequency.times })),
)

test('a frequency shown in words is read back as itself', () => {
  fc.assert(
    fc.property(frequencies, frequency => {
      expect(readFrequency(frequencyWords(frequency))).toEqual({ read: true, frequency, sessions: null })
    }),
  )
})

test('a number of times a week is spread over as many days', () => {
  for (const times of [1, 2, 3, 4, 5, 6, 7]) expect(weekdaysOf(weekly(times))).toHaveLength(times)
})
