import { describe, expect, test } from 'vitest'
import { TERRITORIES } from '../../src/access/territories.ts'
import { HOLIDAY_REGIONS, holidayRegion, holidaysBetween } from '../../src/agenda/holidays.ts'

const YEARS = [2026, 2027, 2028, 2029, 2030]

/** Easter Sundays as the Gregorian reckoning gives them (published tables). */
const EASTER: Record<number, string> = {
  2026: '2026-04-05',
  2027: '2027-03-28',
  2028: '2028-04-16',
  2029: '2029-04-01',
  2030: '2030-04-21',
}

const later = (on: string, days: number): string =>
  new Date(Date.parse(on) + days * 86_400_000).toISOString().slice(0, 10)

const national = (year: number): string[] =>
  [
    ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map(day => `${year}-${day}`),
    ...[1, 39, 50].map(days => later(EASTER[year]!, days)),
  ].sort()

const days = (region: string, year: number): string[] =>
  holidaysBetween(region, `${year}-01-01`, `${year}-12-31`).map(({ on }) => on)

describe.each(YEARS)('in %i', year => {
  const goodFriday = later(EASTER[year]!, -2)

  test('France has its eleven holidays', () => {
    expect(days('FR', year)).toEqual(national(year))
  })

  test('Alsace-Moselle has Good Friday and 26 December too', () => {
    expect(days('AM', year)).toEqual([...national(year), goodFriday, `${year}-12-26`].sort())
  })

  test.each([
    ['GP', ['05-27', goodFriday.slice(5)]],
    ['MQ', ['05-22', goodFriday.slice(5)]],
    ['GF', ['06-10']],
    ['RE', ['12-20']],
    ['YT', ['04-27']],
    ['BL', ['10-09']],
    ['MF', ['05-28']],
    ['PM', []],
    ['NC', ['09-24']],
    ['PF', ['03-05', goodFriday.slice(5), '11-20']],
    ['WF', ['04-28', '06-29', '07-29']],
  ])('%s has its own besides those of France', (region, own) => {
    const expected = new Set([...national(year), ...own.map(day => `${year}-${day}`)])
    const found = days(region, year)
    // Polynesia’s day of autonomy became Matari’i in these years: the library says from when.
    const changing = region === 'PF' ? ['06-29', '11-20'].map(day => `${year}-${day}`) : []
    const steady = (on: string) => !changing.includes(on)
    expect(found.filter(steady)).toEqual([...expected].filter(steady).sort())
  })
})

test('overseas departments say what is remembered', () => {
  for (const region of ['GP', 'MQ', 'GF', 'RE', 'YT', 'BL', 'MF'])
    expect(holidaysBetween(region, '2027-01-01', '2027-12-31').map(({ name }) => name)).toContain(
      'Abolition de l’esclavage',
    )
})

test('a period over the turn of the year has the holidays of both, and its first and last day', () => {
  expect(holidaysBetween('AM', '2026-12-26', '2027-03-26').map(({ on }) => on)).toEqual([
    '2026-12-26',
    '2027-01-01',
    '2027-03-26',
  ])
  expect(holidaysBetween('FR', '2026-12-26', '2026-12-31')).toEqual([])
})

test('every territory has a region of its own, which the practice may choose otherwise', () => {
  for (const { zone, name } of TERRITORIES) expect(HOLIDAY_REGIONS[holidayRegion(null, zone)]).toBe(name)
  expect(holidayRegion('AM', 'Europe/Paris')).toBe('AM')
  expect(holidayRegion('of another version', 'Indian/Reunion')).toBe('RE')
})
