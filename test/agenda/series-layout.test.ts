import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { givenAt, isGiven, layOutSeries } from '../../src/agenda/series-layout.ts'
import type { Choice, SeriesQuestion } from '../../src/agenda/series-question.ts'
import { addDays, minutesToMs, weekdayOf } from '../../src/time.ts'
import { at, availability, givenTimes, local, moment, question, taken } from './series-scene.ts'

const linesOf = (more: Partial<SeriesQuestion> = {}, choices?: Map<string, Choice>) =>
  layOutSeries(question(more), choices).lines

const obstacleOn = (key: string, more: Partial<SeriesQuestion>) =>
  linesOf(more).find(line => line.key === key)?.obstacle

describe('fifteen sessions', () => {
  test('are laid out at the same local time before and after the clocks change', () => {
    const times = givenTimes(linesOf({ sessions: 8 }))
    expect(times.slice(4, 8)).toEqual([
      '2026-10-21 10:30',
      '2026-10-23 10:30',
      '2026-10-26 10:30',
      '2026-10-28 10:30',
    ])
    expect(at('2026-10-26', '10:30') - at('2026-10-23', '10:30')).toBe(minutesToMs(3 * 24 * 60 + 60))
  })

  test('around a holiday: it says which, and proposes two times near it on other days', () => {
    const line = linesOf().find(each => each.on === '2026-11-11')!
    expect(line.obstacle).toEqual({ why: 'holiday', name: 'Armistice 1918' })
    expect(line.proposals.map(local)).toEqual(['2026-11-10 10:30', '2026-11-12 10:30'])
    expect(givenTimes(linesOf())).toContain('2026-11-10 10:30')
  })

  test('what is skipped is made up for at the end', () => {
    const { lines, missing } = layOutSeries(question(), new Map([['2026-11-11T10:30', { take: 'skip' }]]))
    expect(lines).toHaveLength(16)
    expect(lines.at(-1)).toMatchObject({ on: '2026-11-16', added: true })
    expect([lines.filter(isGiven).length, missing]).toEqual([15, 0])
  })

  test('a free date can be left out by hand', () => {
    const lines = linesOf({}, new Map([['2026-10-14T10:30', { take: 'skip' }]]))
    expect(givenTimes(lines)).not.toContain('2026-10-14 10:30')
    expect(lines.filter(isGiven)).toHaveLength(15)
  })

  test('those that find no date before the last day are said to be missing', () => {
    expect(layOutSeries(question({ to: '2026-10-23' }))).toMatchObject({ missing: 9 })
  })
})

describe('what stands against a date', () => {
  const wednesday = '2026-10-14T10:30'

  test('the clinician is away for the day', () => {
    const course = {
      fromOn: '2026-10-14',
      toOn: '2026-10-14',
      open: false,
      hours: [],
      own: true,
      createdAt: '',
    }
    expect(obstacleOn(wednesday, { availability: availability({ dated: [course] }) })).toEqual({
      why: 'away',
    })
  })

  test('outside the hours', () => {
    const rule = { unit: 'week', interval: 1, moments: [moment([3], '12:30')] } as const
    expect(obstacleOn('2026-10-14T12:30', { rule: { ...rule, moments: [...rule.moments] } })).toEqual({
      why: 'closed',
    })
  })

  test('nothing, where the clinician never entered any hours', () => {
    const unknown = { availability: availability({ weekly: [] }), knowsHours: false }
    expect(linesOf(unknown).every(line => line.obstacle === null)).toBe(true)
  })

  test('somebody else has the time: by name, and nothing else', () => {
    expect(obstacleOn(wednesday, { busy: [taken('2026-10-14', '10:45', 30)] })).toEqual({
      why: 'taken',
      by: { patientId: 'haddad', name: 'Mme Haddad' },
    })
  })

  test('two patients may share it where both kinds allow it', () => {
    const two = {
      durationMinutes: 30,
      bufferMinutes: 0,
      place: 'practice',
      capacity: 2,
      grouped: false,
    } as const
    const busy = [taken('2026-10-14', '10:30', 30, { capacity: 2 })]
    expect(obstacleOn(wednesday, { kind: two, busy })).toBeNull()
    expect(obstacleOn(wednesday, { kind: two, busy: [...busy, ...busy] })).toMatchObject({ why: 'taken' })
  })

  test('the way from the patient before is too long', () => {
    const home = { place: 'home', lat: null, lon: null } as const
    const busy = [taken('2026-10-14', '09:55', 30, { where: home })]
    const visit = {
      durationMinutes: 30,
      bufferMinutes: 0,
      place: 'home',
      capacity: 1,
      grouped: false,
    } as const
    const away = { kind: visit, where: home, busy }
    expect(obstacleOn(wednesday, { ...away, travel: () => 5 })).toBeNull()
    expect(obstacleOn(wednesday, { ...away, travel: () => 15 })).toEqual({ why: 'travel' })
  })

  test('the pause would be too short', () => {
    const rest = { from: at('2026-10-14', '10:30'), to: at('2026-10-14', '11:00'), atLeastMinutes: 20 }
    expect(obstacleOn(wednesday, { breaks: [rest] })).toEqual({ why: 'break' })
  })

  test('the patient is not there, or is seen by somebody else', () => {
    const patient = { absences: [{ from_on: '2026-10-14', to_on: null }], windows: [], times: [] }
    expect(obstacleOn(wednesday, { patient, sessions: 3 })).toEqual({ why: 'absent' })
    const times = [{ from: at('2026-10-14', '10:15'), to: at('2026-10-14', '10:35') }]
    expect(obstacleOn(wednesday, { patient: { ...patient, absences: [], times } })).toEqual({ why: 'same' })
  })

  test('another time was agreed in the cadre', () => {
    const window = { weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '09:00', hardBefore: null, hardReason: '' }
    const patient = { absences: [], windows: [window], times: [] }
    const line = linesOf({ patient }).find(each => each.key === wednesday)!
    expect(line.obstacle).toEqual({ why: 'outside' })
    expect(line.proposals.map(local)).toEqual(['2026-10-14 09:00', '2026-10-13 09:00'])
  })

  test('it is over', () => {
    const [first] = linesOf({ now: at('2026-10-12', '11:00') })
    expect(first).toMatchObject({ obstacle: { why: 'past' } })
    const kept = linesOf({ now: at('2026-10-12', '11:00') }, new Map([[first!.key, { take: 'keep' }]]))
    expect(kept[0]?.choice).not.toEqual({ take: 'keep' })
  })
})

test('morning and evening, every day: two passages a day in their windows', () => {
  const visits = linesOf({
    rule: {
      unit: 'day',
      interval: 1,
      moments: [moment([], '07:00', '08:00'), moment([], '18:30', '19:30')],
    },
    kind: { durationMinutes: 15, bufferMinutes: 0, place: 'home', capacity: 1, grouped: false },
    from: '2026-10-23',
    to: '2026-10-26',
    sessions: null,
    knowsHours: false,
  })
  expect(givenTimes(visits)).toEqual(
    ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26'].flatMap(on => [`${on} 07:00`, `${on} 18:30`]),
  )
})

test('a choice that somebody else took meanwhile falls back to what can still be had', () => {
  const choice: Choice = { take: 'at', at: at('2026-11-10', '10:30') }
  const busy = [taken('2026-11-10', '10:30', 30)]
  const line = linesOf({ busy }, new Map([['2026-11-11T10:30', choice]])).find(
    each => each.on === '2026-11-11',
  )!
  expect(line.choice).toEqual({ take: 'at', at: at('2026-11-12', '10:30') })
})

const days = fc.integer({ min: 0, max: 120 }).map(days => addDays('2026-10-12', days))
const busies = fc.array(
  fc
    .tuple(
      days,
      fc.constantFrom('08:00', '09:30', '10:15', '10:30', '10:45', '15:00'),
      fc.constantFrom(15, 30, 60),
    )
    .map(([on, from, minutes]) => taken(on, from, minutes)),
  { maxLength: 40 },
)

describe('whatever is in the way', () => {
  const series = fc.record({
    busy: busies,
    sessions: fc.integer({ min: 1, max: 40 }),
    weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    interval: fc.integer({ min: 1, max: 3 }),
    from: days,
  })
  const layoutOf = ({
    weekdays,
    interval,
    ...more
  }: { weekdays: number[]; interval: number } & Partial<SeriesQuestion>) => {
    const rule = { unit: 'week' as const, interval, moments: [moment(weekdays, '10:30')] }
    const asked = question({ ...more, rule })
    return { asked, ...layOutSeries(asked) }
  }

  test('as many are placed as were prescribed, in the order of their dates, each on a day of the rule', () => {
    fc.assert(
      fc.property(series, drawn => {
        const { lines, missing } = layoutOf(drawn)
        expect(lines.filter(isGiven).length + missing).toBe(drawn.sessions)
        const dates = lines.map(line => line.on)
        expect(dates).toEqual([...new Set(dates)].sort())
        for (const on of dates) expect(drawn.weekdays).toContain(weekdayOf(on))
      }),
      { numRuns: 40 },
    )
  })

  test('nothing that is given without being asked for meets what is taken, closed or given twice', () => {
    fc.assert(
      fc.property(series, drawn => {
        const { lines, asked } = layoutOf(drawn)
        const spans = lines
          .filter(isGiven)
          .map(line => ({ from: givenAt(line), to: givenAt(line) + minutesToMs(30) }))
        const all = [...spans, ...asked.busy]
        for (const [index, span] of spans.entries()) {
          const meets = all.some(
            (other, nth) => nth !== index && other.from < span.to && span.from < other.to,
          )
          expect(meets).toBe(false)
          expect(asked.availability.holidays).not.toContain(local(span.from).slice(0, 10))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a series checked only on its first dates: on every date, the last like the first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), nth => {
        const free = linesOf({ sessions: 60 })
        const struck = free[nth]!
        const lines = linesOf({ sessions: 60, busy: [taken(struck.on, '10:30', 30)] })
        expect(lines[nth]?.obstacle).not.toBeNull()
      }),
      { numRuns: 20 },
    )
  })
})
