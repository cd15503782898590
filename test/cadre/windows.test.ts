import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLocalTime } from '../../src/cadre/local-times.ts'
import type { PassageWindow } from '../../src/cadre/terms.ts'
import { weekdaysWords, windowWords } from '../../src/cadre/window-words.ts'
import { agreedTimes, periodOf, windowErrors, windowFor, windowsOn } from '../../src/cadre/windows.ts'

const window = (from: string, to: string, changes: Partial<PassageWindow> = {}): PassageWindow => ({
  weekdays: [1, 2, 3, 4, 5],
  from,
  to,
  hardBefore: null,
  hardReason: '',
  ...changes,
})
const WEDNESDAY = '2026-11-25'
const SATURDAY = '2026-11-28'

const morning = window('08:30', '09:30')
const noon = window('12:00', '12:00')
const evening = window('18:00', '19:00', { weekdays: [1, 2, 3, 4, 5, 6, 7] })
const all = [evening, morning, noon]

describe('the windows of a day', () => {
  it('are those of its weekday, in the order of the day', () => {
    expect(windowsOn(all, WEDNESDAY)).toEqual([morning, noon, evening])
    expect(windowsOn(all, SATURDAY)).toEqual([evening])
  })

  it.each([
    ['morning', morning],
    ['noon', noon],
    ['evening', evening],
    ['afternoon', undefined],
    ['08:30', morning],
    ['09:00', morning],
    ['09:30', morning],
    ['09:31', undefined],
    ['12:00', noon],
    ['18:45', evening],
  ])('%s belongs to the right one', (when, expected) => {
    expect(windowFor(all, WEDNESDAY, when)).toBe(expected)
  })

  it('gives a time between two windows that touch to the one that begins then', () => {
    const next = window('09:30', '10:30')
    expect(windowFor([morning, next], WEDNESDAY, '09:30')).toBe(next)
  })

  it.each([
    ['06:30', 'morning'],
    ['10:59', 'morning'],
    ['11:00', 'noon'],
    ['14:00', 'afternoon'],
    ['17:00', 'evening'],
    ['23:00', 'evening'],
  ])('%s is in the %s', (time, period) => {
    expect(periodOf(time)).toBe(period)
  })
})

describe('what a window means on one day', () => {
  it('is a window, and an imperative hour where there is one', () => {
    expect(agreedTimes({ ...morning, hardBefore: '09:15' }, WEDNESDAY, 'Europe/Paris')).toEqual({
      agreedAt: null,
      window: { fromAt: '2026-11-25T07:30:00.000Z', toAt: '2026-11-25T08:30:00.000Z' },
      hardBeforeAt: '2026-11-25T08:15:00.000Z',
    })
  })

  it('is an agreed time where it begins and ends at once, in the zone of the practice', () => {
    expect(agreedTimes(noon, WEDNESDAY, 'Indian/Reunion')).toEqual({
      agreedAt: '2026-11-25T08:00:00.000Z',
      window: null,
      hardBeforeAt: null,
    })
  })

  it('keeps its hours on the days of the change', () => {
    expect(agreedTimes(noon, '2026-03-27', 'Europe/Paris').agreedAt).toBe('2026-03-27T11:00:00.000Z')
    expect(agreedTimes(noon, '2026-03-29', 'Europe/Paris').agreedAt).toBe('2026-03-29T10:00:00.000Z')
  })
})

describe('the windows of a form', () => {
  it('are right: several a day, single times, an imperative hour', () => {
    expect(
      windowErrors([{ ...morning, hardBefore: '09:30' }, noon, evening, window('09:30', '10:30')]),
    ).toEqual({})
  })

  it.each<[string, PassageWindow[], Record<string, string>]>([
    [
      'no day',
      [window('08:30', '09:30', { weekdays: [] })],
      { 'windows[0][weekdays]': 'Choisissez au moins un jour.' },
    ],
    [
      'an end before the start',
      [window('09:30', '08:30')],
      { 'windows[0][to]': 'La fin doit venir après le début.' },
    ],
    [
      'no time',
      [window('', '9h')],
      {
        'windows[0][from]': 'Écrivez une heure, par exemple 9\u00a0h\u00a030.',
        'windows[0][to]': 'Écrivez une heure, par exemple 9\u00a0h\u00a030.',
      },
    ],
    [
      'an imperative hour at the start',
      [{ ...morning, hardBefore: '08:30' }],
      {
        'windows[0][hardBefore]': 'L’heure impérative doit venir après le début.',
      },
    ],
    [
      'an overlap on a common day',
      [morning, window('09:00', '10:00', { weekdays: [5, 6] })],
      {
        'windows[1][from]': 'Ce créneau en chevauche un autre le même jour.',
      },
    ],
    [
      'the same time twice',
      [noon, noon],
      { 'windows[1][from]': 'Ce créneau en chevauche un autre le même jour.' },
    ],
    [
      'a time inside a window',
      [morning, window('09:00', '09:00')],
      {
        'windows[1][from]': 'Ce créneau en chevauche un autre le même jour.',
      },
    ],
  ])('%s is wrong, next to its field', (_what, windows, errors) => {
    expect(windowErrors(windows)).toEqual(errors)
  })

  it('are not compared with a time that is none', () => {
    expect(Object.keys(windowErrors([{ ...window('9h', '08:00'), hardBefore: '07:00' }]))).toEqual([
      'windows[0][from]',
    ])
  })

  it('may overlap on different days', () => {
    expect(windowErrors([morning, window('09:00', '10:00', { weekdays: [6, 7] })])).toEqual({})
  })

  it('that are right hold at most one window for any time of any day, but where two touch', () => {
    const time = fc
      .integer({ min: 0, max: 47 })
      .map(half => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)
    const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })
    const drawn = fc
      .record({ from: time, to: time, weekdays: days })
      .map(w => window(w.from, w.to, { weekdays: w.weekdays }))
    fc.assert(
      fc.property(fc.array(drawn, { maxLength: 4 }), time, (windows, when) => {
        fc.pre(Object.keys(windowErrors(windows)).length === 0)
        const holding = windowsOn(windows, WEDNESDAY).filter(w => w.from <= when && when < w.to)
        expect(holding.length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['9:30', false],
    ['09:60', false],
    ['', false],
  ])('take %j for a time: %s', (text, valid) => {
    expect(isLocalTime(text)).toBe(valid)
  })
})

describe('a window in words', () => {
  it.each([
    [morning, 'lundi au vendredi, matin\u00a0: 8\u00a0h\u00a030\u00a0– 9\u00a0h\u00a030'],
    [noon, 'lundi au vendredi, midi\u00a0: vers 12\u00a0h'],
    [
      { ...evening, hardBefore: '19:05' },
      'tous les jours, soir\u00a0: 18\u00a0h\u00a0– 19\u00a0h, impératif avant 19\u00a0h\u00a005',
    ],
  ])('reads as one says it', (passage, words) => {
    expect(windowWords(passage)).toBe(words)
  })

  it.each([
    [[1], 'lundi'],
    [[6, 7], 'samedi et dimanche'],
    [[1, 3, 5], 'lundi, mercredi et vendredi'],
    [[1, 2, 3, 4], 'lundi au jeudi'],
    [[5, 1, 2, 3], 'lundi au mercredi et vendredi'],
    [[7, 6, 5, 4, 3, 2, 1], 'tous les jours'],
  ])('days %j are « %s »', (days, words) => {
    expect(weekdaysWords(days)).toBe(words)
  })
})
