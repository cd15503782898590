import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, type WantedNotice } from '../../src/delays/decision.ts'
import { lateAfter } from '../../src/delays/lateness.ts'
import type { Notice } from '../../src/delays/notices.ts'
import { stillTrue } from '../../src/delays/still-true.ts'
import type { EpochMs } from '../../src/terms.ts'
import { AGREEMENT, BY_SMS, passage } from '../support/passage.ts'
import { clock, h, minutesLater } from '../support/plan.ts'

/** What the clinician does, or the estimate, at each look. */
type Moment = { minutes: number; estimate: number; gesture: 'none' | 'hold' | 'send_now' }

/** Every text that left about a passage while its estimate moved about, as the outbox would have sent it. */
function textsSent(
  moments: Moment[],
  beginsAt: EpochMs,
): { notice: WantedNotice; at: EpochMs; estimate: EpochMs }[] {
  const sent: ReturnType<typeof textsSent> = []
  let notices: Notice[] = []
  let now = h('7:20')
  for (const { minutes, estimate, gesture } of moments) {
    now = minutesLater(now, minutes)
    const estimateAt = Math.max(minutesLater(h('9:00'), estimate), minutesLater(now, 1))
    const seen = passage(now < beginsAt ? clock(estimateAt) : null, {
      now,
      notices,
      reach: [{ ...BY_SMS, closesAt: h('9:00') }],
    })
    const decision = decide(seen)
    const wanted = decision.kind === 'scheduled' ? decision.notice : null
    notices = inLine(notices, wanted)
    const pending = notices.find(notice => notice.state === 'pending')
    if (!pending) continue
    if (gesture === 'hold') notices = replaced(notices, { ...pending, state: 'held' })
    const isDue = gesture === 'send_now' || pending.dueAt <= now
    const departure = stillTrue(pending.id, { ...seen, notices })
    if (gesture === 'hold' || !isDue || !departure.leaves) continue
    sent.push({ notice: departure.notice, at: now, estimate: estimateAt })
    notices = replaced(notices, {
      ...pending,
      ...departure.notice,
      id: pending.id,
      state: 'sent',
      sentAt: now,
    })
  }
  return sent
}

const replaced = (notices: Notice[], by: Notice): Notice[] =>
  notices.map(each => (each.id === by.id ? by : each))

function inLine(notices: Notice[], wanted: WantedNotice | null): Notice[] {
  const withdrawn = notices.map(each =>
    each.state === 'pending' && each.id !== wanted?.id ? { ...each, state: 'withdrawn' as const } : each,
  )
  if (!wanted) return withdrawn
  const pending: Notice = {
    ...wanted,
    id: wanted.id ?? String(notices.length),
    state: 'pending',
    sentAt: null,
  }
  return wanted.id === null ? [...withdrawn, pending] : replaced(withdrawn, pending)
}

const anyMorning = fc.array(
  fc.record({
    minutes: fc.integer({ min: 1, max: 10 }),
    estimate: fc.integer({ min: -5, max: 70 }),
    gesture: fc.constantFrom<Moment['gesture']>('none', 'none', 'none', 'hold', 'send_now'),
  }),
  { maxLength: 40 },
)

const holds = (check: (texts: ReturnType<typeof textsSent>, beginsAt: EpochMs) => void) =>
  fc.assert(
    fc.property(anyMorning, fc.integer({ min: 20, max: 180 }), (moments, begins) => {
      const beginsAt = minutesLater(h('7:20'), begins)
      check(textsSent(moments, beginsAt), beginsAt)
    }),
    { numRuns: 500 },
  )

describe('whatever the estimate does, and the clinician', () => {
  it('a patient gets two notices of a delay at most, and is told once at most that all is on time', () => {
    holds(texts => {
      const onTime = texts.filter(text => text.notice.kind === 'on_time').length
      expect(onTime).toBeLessThanOrEqual(1)
      expect(texts.length - onTime).toBeLessThanOrEqual(2)
    })
  })

  it('nothing leaves outside the hours or once the visit has begun', () => {
    holds((texts, beginsAt) => {
      for (const { at } of texts) {
        expect(at).toBeGreaterThanOrEqual(BY_SMS.opensAt)
        expect(at).toBeLessThan(Math.min(BY_SMS.closesAt, beginsAt))
      }
    })
  })

  it('the first text is of a delay, and « à l’heure » and updates only follow', () => {
    holds(texts => {
      const kinds = texts.map(text => text.notice.kind)
      expect(['late', undefined]).toContain(kinds[0])
      expect(kinds.slice(1)).not.toContain('late')
    })
  })

  it('what is said is right within ten minutes, and nobody on time is told that they are late', () => {
    holds(texts => {
      for (const { notice, estimate } of texts) {
        const limit = lateAfter(AGREEMENT)!
        if (notice.kind === 'on_time') expect(estimate).toBeLessThanOrEqual(limit)
        else expect(Math.abs(notice.estimateAt - estimate)).toBeLessThan(10 * 60_000)
        if (notice.kind === 'late') expect(estimate).toBeGreaterThan(minutesLater(limit, -2))
      }
    })
  })

  it('two texts of a delay announce times ten minutes apart, but for what hysteresis forgives', () => {
    holds(texts => {
      texts.forEach(({ notice }, index) => {
        const before = texts[index - 1]?.notice
        if (notice.kind !== 'update' || before?.kind === 'on_time' || !before) return
        expect(Math.abs(notice.estimateAt - before.estimateAt)).toBeGreaterThanOrEqual(8 * 60_000)
      })
    })
  })
})
