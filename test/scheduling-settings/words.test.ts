import { expect, test } from 'vitest'
import { frenchIn } from '../../src/http/french.ts'
import { FIRST_KINDS } from '../../src/scheduling-settings/first-kinds.ts'
import { hoursWords, periodWords } from '../../src/scheduling-settings/hours-words.ts'
import { kindWords } from '../../src/scheduling-settings/kind-words.ts'
import { WIDTH, weekViews } from '../../src/scheduling-settings/week-view.ts'
import { weekly } from '../agenda/availability-facts.ts'

const f = frenchIn('Europe/Paris')
const plain = (words: string): string => words.replaceAll('\u00a0', ' ')

test('hours are told as people say them', () => {
  expect(plain(hoursWords({ from: '08:00', to: '12:15', place: 'any' }))).toBe('8 h – 12 h 15')
  expect(plain(hoursWords({ from: '20:00', to: '02:00', place: 'home' }))).toBe(
    '20 h – 2 h le lendemain, à domicile',
  )
  expect(plain(hoursWords({ from: '20:00', to: '00:00', place: 'practice' }))).toBe(
    '20 h – minuit, au cabinet',
  )
})

test('dates say no more than is needed', () => {
  expect(f.dates('2026-12-02', '2026-12-02')).toBe('mercredi 2 décembre 2026')
  expect(f.dates('2026-12-24', '2026-12-27')).toBe('du 24 au 27 décembre 2026')
  expect(f.dates('2027-07-01', '2027-08-31')).toBe('du 1er juillet au 31 août 2027')
  expect(f.dates('2026-12-24', '2027-01-02')).toBe('du 24 décembre 2026 au 2 janvier 2027')
  expect(periodWords(f, { validFrom: '2027-07-01', validTo: null })).toBe('à partir du 1er juillet 2027')
})

test('a kind is told in a line', () => {
  const kind = { ...FIRST_KINDS[0]!, id: '', position: 1, archivedAt: null, version: 1 }
  expect(plain(kindWords(kind, f))).toBe('20 min · au cabinet · donné par le cabinet')
  const group = { ...kind, durationMinutes: 60, bufferMinutes: 10, capacity: 6, grouped: true }
  expect(plain(kindWords({ ...group, bookedBy: 'known' }, f, 'Bastien Roche'))).toBe(
    '1 h, puis 10 min libres · au cabinet · groupe de 6 · ouvert aux patients connus · Bastien Roche',
  )
  expect(plain(kindWords({ ...kind, capacity: 2, videoUrl: 'https://visio.example' }, f))).toBe(
    '20 min · à distance · 2 à la fois · donné par le cabinet',
  )
})

test('a week is drawn inside its frame, the usual one first, a night until midnight', () => {
  const summer = { validFrom: '2027-07-01', validTo: '2027-08-31' }
  const views = weekViews([
    ...weekly([1], '07:00-13:00', summer),
    ...weekly([1, 7], '05:00-12:00 20:00-02:00'),
  ])
  expect(views.map(({ period }) => period.validFrom)).toEqual([null, '2027-07-01'])
  const bars = views.flatMap(({ days }) => days.flatMap(day => day.bars))
  for (const { x, width } of bars) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(width).toBeGreaterThan(0)
    expect(x + width).toBeLessThanOrEqual(WIDTH)
  }
  expect(views[0]?.days.map(({ words }) => words.length)).toEqual([2, 0, 0, 0, 0, 0, 2])
})
