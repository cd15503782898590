import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PassageFacts, passageView } from '../../src/patient-space/passage-view.ts'
import type { StopState } from '../../src/rounds/round-state.ts'
import type { LocalTime } from '../../src/terms.ts'
import { instantAt, minutesToMs, toEpochMs } from '../../src/time.ts'

const at = (time: LocalTime): number => toEpochMs(instantAt('2026-11-25', time, 'Europe/Paris'))

const stop = (status: StopState['status'], facts: Partial<PassageFacts['stop']> = {}) => ({
  status,
  arrivedAt: null,
  finishedAt: null,
  finishedBy: null,
  absentAt: null,
  ...facts,
})

const agreedAt = (time: LocalTime) => ({
  agreedAt: at(time),
  windowFrom: null,
  windowTo: null,
  toleranceMinutes: 15,
})
const window = (from: LocalTime, to: LocalTime) => ({
  agreedAt: null,
  windowFrom: at(from),
  windowTo: at(to),
  toleranceMinutes: null,
})

const estimate = (time: LocalTime, late: boolean, visitsBefore = 2) => ({
  startAt: at(time),
  fromAt: at(time) - minutesToMs(10),
  toAt: at(time) + minutesToMs(10),
  late,
  visitsBefore,
})

const facts = (changes: Partial<PassageFacts> = {}): PassageFacts => ({
  agreement: agreedAt('09:25'),
  cancelled: false,
  stop: stop('waiting'),
  roundBegun: true,
  estimate: estimate('09:27', false),
  ...changes,
})

describe('what the page says of a passage still to come', () => {
  test.each([
    ['nothing is tapped yet', { roundBegun: false }, '07:00', { state: 'as_agreed' }],
    ['nothing is forecast yet', { estimate: null }, '07:00', { state: 'as_agreed' }],
    [
      'nothing is tapped, but lateness is already known',
      { roundBegun: false, estimate: estimate('09:50', true) },
      '07:00',
      { state: 'expected', punctuality: 'late' },
    ],
    [
      'within five minutes of the agreed time, which stays the one shown',
      {},
      '09:00',
      { state: 'expected', punctuality: 'on_time', at: at('09:25'), range: null },
    ],
    [
      'a noticeable difference within the tolerance',
      { estimate: estimate('09:36', false) },
      '09:00',
      { state: 'expected', punctuality: 'nearly', at: at('09:35') },
    ],
    [
      'earlier than agreed by a noticeable difference',
      { estimate: estimate('09:10', false) },
      '09:00',
      { state: 'expected', punctuality: 'nearly', at: at('09:10') },
    ],
    [
      'late',
      { estimate: estimate('09:42', true) },
      '09:14',
      {
        state: 'expected',
        punctuality: 'late',
        at: at('09:40'),
        range: { from: at('09:32'), to: at('09:52') },
        before: 2,
        onTheWay: false,
      },
    ],
    ['on the way', { stop: stop('travelling') }, '09:20', { state: 'expected', onTheWay: true }],
    [
      'anywhere within the agreed window',
      { agreement: window('09:00', '11:00'), estimate: estimate('10:30', false) },
      '09:00',
      { state: 'expected', punctuality: 'on_time', at: at('10:30') },
    ],
    ['the estimate has passed', { estimate: estimate('09:40', true) }, '09:51', { state: 'unsure' }],
    ['the agreed time has passed without a forecast', { estimate: null }, '09:26', { state: 'unsure' }],
    [
      'nothing was agreed and nothing is forecast',
      { agreement: { ...agreedAt('09:25'), agreedAt: null }, estimate: null },
      '09:00',
      { state: 'unsure', knownAt: null },
    ],
    ['two hours of silence', { estimate: estimate('09:40', true) }, '11:51', { state: 'passed' }],
  ] as const)('%s', (_name, changes, now, expected) => {
    expect(passageView(facts(changes), at(now))).toMatchObject(expected)
  })
})

describe('what the taps have settled', () => {
  test.each([
    ['cancelled', { cancelled: true }, { state: 'cancelled' }],
    [
      'begun',
      { stop: stop('in_progress', { arrivedAt: at('09:38') }) },
      { state: 'in_progress', since: at('09:38') },
    ],
    [
      'over, begun after agreed time and tolerance',
      { stop: stop('done', { arrivedAt: at('09:41'), finishedAt: at('09:55') }) },
      { state: 'done', at: at('09:55'), late: true },
    ],
    [
      'over, begun within the tolerance',
      { stop: stop('done', { arrivedAt: at('09:40'), finishedBy: at('09:58') }) },
      { state: 'done', at: at('09:58'), late: false },
    ],
    ['absent', { stop: stop('absent', { absentAt: at('09:43') }) }, { state: 'absent', at: at('09:43') }],
  ] as const)('%s, whatever the forecast and the hour', (_name, changes, expected) => {
    for (const now of ['07:00', '09:50', '23:00'])
      expect(passageView(facts(changes), at(now))).toEqual(expected)
  })
})

test('an estimate that is shown is never in the past and never outside its range', () => {
  fc.assert(
    fc.property(fc.integer({ min: -180, max: 300 }), fc.integer({ min: -60, max: 300 }), (start, now) => {
      const startAt = at('09:25') + minutesToMs(start)
      const range = { fromAt: startAt - minutesToMs(10), toAt: startAt + minutesToMs(10) }
      const late = start > 15
      const seenAt = at('09:25') + minutesToMs(now)
      const view = passageView(facts({ estimate: { startAt, ...range, late, visitsBefore: 1 } }), seenAt)
      if (view.state !== 'expected') return
      expect(seenAt).toBeLessThanOrEqual(range.toAt)
      if (!view.range) return
      expect(view.at).toBeGreaterThanOrEqual(view.range.from)
      expect(view.at).toBeLessThanOrEqual(view.range.to)
    }),
  )
})
