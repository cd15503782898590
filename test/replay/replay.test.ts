import { describe, expect, it } from 'vitest'
import { minutesToMs } from '../../src/time.ts'
import { csvOf, linesOf, recorded, textOf, visitsOf } from './recording.ts'

const ON_TIME: [number, number][] = [
  [0, 20],
  [30, 50],
  [60, 80],
  [90, 110],
]
const LATE: [number, number][] = [
  [50, 75],
  [85, 105],
  [115, 135],
  [145, 165],
]
const nextDay = { day: '2026-03-11', from: '2026-03-11T08:00:00+01:00' }
const noticesOf = (csv: string) => linesOf(csv).filter(line => line.type === 'notice')
const forecastsOf = (csv: string) => linesOf(csv).filter(line => line.type === 'forecast')

describe('a replay', () => {
  it('puts out one line per visit not begun at each tap', () => {
    const [first] = textOf(csvOf(recorded(ON_TIME))).split('\n')
    expect(JSON.parse(first!)).toEqual({
      type: 'forecast',
      at: '2026-03-10T07:00:00Z',
      visit: 'camille-2026-03-10-2',
      ...Object.fromEntries(
        ['p10', 'p25', 'p50', 'p75', 'p90'].map(name => [name, expect.stringMatching(/Z$/)]),
      ),
      pLate: expect.any(Number),
    })
    expect(forecastsOf(csvOf(recorded(ON_TIME)))).toHaveLength(3 + 3 + 2 + 2 + 1 + 1)
  })

  it('states quantiles in order, never before the visit may start, and a probability', () => {
    const csv = csvOf(recorded(LATE), recorded(ON_TIME, nextDay))
    const bounds = new Map(visitsOf(csv).map(visit => [visit.visit, visit.notBefore!]))
    for (const line of forecastsOf(csv)) {
      const quantiles = [bounds.get(line.visit)!, line.p10, line.p25, line.p50, line.p75, line.p90]
      expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b))
      expect(line.pLate).toBeGreaterThanOrEqual(0)
      expect(line.pLate).toBeLessThanOrEqual(1)
    }
  })

  it('says nothing on a punctual day, and warns in time on a late one', () => {
    expect(noticesOf(csvOf(recorded(ON_TIME)))).toEqual([])
    const [first] = noticesOf(csvOf(recorded(LATE)))
    expect(first).toMatchObject({ kind: 'late' })
    for (const { at, visit } of noticesOf(csvOf(recorded(LATE))))
      expect(at).toBeLessThan(visitsOf(csvOf(recorded(LATE))).find(each => each.visit === visit)!.plannedAt)
  })

  it('waits out the time to undo', () => {
    const taps = LATE.flat().map(minutes => Date.parse('2026-03-10T08:00:00+01:00') + minutesToMs(minutes))
    for (const { at } of noticesOf(csvOf(recorded(LATE))))
      expect(at).toBeGreaterThanOrEqual(Math.min(...taps) + minutesToMs(3))
  })

  it('is the same every time, in the order of time, clinicians side by side', () => {
    const csv = csvOf(recorded(LATE), recorded(ON_TIME, { clinician: 'bastien' }), recorded(LATE, nextDay))
    expect(textOf(csv)).toBe(textOf(csv))
    const times = linesOf(csv).map(line => line.at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('learns from days gone by, and never from those to come', () => {
    const long: [number, number][] = [
      [0, 40],
      [50, 90],
      [100, 140],
      [150, 190],
    ]
    const late = (days: string[]) =>
      forecastsOf(csvOf(...days)).filter(line => line.visit.startsWith('camille-2026-03-11'))[0]!
    const alone = late([recorded(ON_TIME, nextDay)])
    expect(late([recorded(long), recorded(ON_TIME, nextDay)]).p50).toBeGreaterThan(alone.p50)
    const before = textOf(csvOf(recorded(ON_TIME), recorded(ON_TIME, nextDay)))
    const otherFuture = textOf(csvOf(recorded(ON_TIME), recorded(long, nextDay)))
    const past = (text: string) => text.split('\n').filter(line => line.includes('"at":"2026-03-10'))
    expect(past(otherFuture)).toEqual(past(before))
  })

  it('does not move the past when the rest of the day turns out otherwise', () => {
    const at = Date.parse('2026-03-10T08:00:00+01:00') + minutesToMs(30)
    const until = (lived: ([number, number] | null)[]) =>
      linesOf(csvOf(recorded(lived))).filter(line => line.at <= at)
    const usual = until(ON_TIME)
    expect(until([[0, 20], [30, 75], [95, 130], null])).toEqual(usual)
    expect(
      until([
        [0, 20],
        [30, 31],
        [60, 61],
        [90, 91],
      ]),
    ).toEqual(usual)
  })

  it('expects a visit that will not take place until the clinician goes on elsewhere', () => {
    const lines = forecastsOf(csvOf(recorded([[0, 20], null, [45, 65], [75, 95]])))
    const minutes = lines
      .filter(line => line.visit.endsWith('-2'))
      .map(line => new Date(line.at).getUTCMinutes())
    expect(minutes).toEqual([0, 20])
  })

  it('takes visits out of order', () => {
    const csv = csvOf(
      recorded([
        [0, 20],
        [90, 110],
        [35, 55],
        [120, 140],
      ]),
    )
    const expected = forecastsOf(csv).filter(line => line.visit.endsWith('-2'))
    expect(expected).toHaveLength(4)
  })

  it.each([
    ['over midnight', '2026-03-10', '2026-03-10T23:30:00+01:00'],
    ['when summer time begins', '2026-03-29', '2026-03-29T01:30:00+01:00'],
    ['when it ends', '2026-10-25', '2026-10-25T02:30:00+02:00'],
  ])('makes nothing of the date: %s', (_, day, from) => {
    const seen = (csv: string, start: string) =>
      linesOf(csv).map(line => [
        line.type,
        line.at - Date.parse(start),
        'p50' in line ? line.p50 - line.at : line.kind,
      ])
    const usual = '2026-03-10T08:00:00+01:00'
    expect(seen(csvOf(recorded(LATE, { day, from })), from)).toEqual(seen(csvOf(recorded(LATE)), usual))
  })
})
