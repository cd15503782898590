import { describe, expect, it } from 'vitest'
import { stillTrue } from '../../src/delays/still-true.ts'
import { BY_SMS, notice, passage } from '../support/passage.ts'
import { h } from '../support/plan.ts'

const pending = notice('late', 'pending', '9:20', { dueAt: h('8:03') })
const asked = (estimate: string | null, more: Parameters<typeof passage>[1] = {}) =>
  stillTrue(pending.id, passage(estimate, { now: h('8:03'), notices: [pending], ...more }))

describe('a notice about to leave', () => {
  it('leaves as the clinician saw it while that is nearly right', () => {
    expect(asked('9:24')).toMatchObject({
      leaves: true,
      notice: { id: pending.id, fromAt: h('9:10'), toAt: h('9:30'), estimateAt: h('9:20') },
    })
  })

  it('leaves with the newer range once the old one is wrong by ten minutes', () => {
    expect(asked('9:30')).toMatchObject({
      leaves: true,
      notice: { fromAt: h('9:20'), toAt: h('9:40'), estimateAt: h('9:30') },
    })
  })

  it('leaves before it is due when the clinician asks, but within the hours', () => {
    expect(asked('9:20', { now: h('8:00') })).toMatchObject({ leaves: true, notice: { dueAt: h('8:00') } })
    expect(asked('9:20', { now: h('7:20') })).toMatchObject({
      leaves: false,
      decision: { reason: 'before_hours' },
    })
  })

  it.each<[string, ReturnType<typeof asked>, string]>([
    ['the visit has begun', asked(null), 'begun'],
    ['the delay was absorbed', asked('9:05'), 'within_tolerance'],
    ['the hours have closed', asked('9:20', { now: h('9:00') }), 'after_hours'],
    [
      'the number has been opted out',
      asked('9:20', { reach: [{ carerId: null, channel: 'call', reason: 'opted_out' }] }),
      'opted_out',
    ],
    ['the hard time will not be kept', asked('9:20', { hardBeforeAt: h('9:19') }), 'hard_time'],
    [
      'the visit is about to begin',
      asked('9:20', { now: h('9:20'), reach: [{ ...BY_SMS, closesAt: h('20:00') }] }),
      'too_late',
    ],
    ['it was stopped', asked('9:20', { notices: [{ ...pending, state: 'held' }] }), 'vetoed'],
  ])('stays when %s', (_, departure, reason) => {
    expect(departure).toMatchObject({ leaves: false, decision: { reason } })
  })

  it('stays when there is other news to tell by now', () => {
    const told = notice('late', 'sent', '9:40')
    const update = {
      ...pending,
      kind: 'update' as const,
      fromAt: h('9:50'),
      toAt: h('10:10'),
      estimateAt: h('10:00'),
    }
    expect(asked('9:02', { notices: [told, update] })).toMatchObject({
      leaves: false,
      decision: { kind: 'scheduled', reason: 'on_time' },
    })
  })

  it('stays when another one has already left', () => {
    const sent = { ...pending, state: 'sent' as const, sentAt: h('8:02') }
    expect(asked('9:20', { notices: [sent] })).toMatchObject({ leaves: false, decision: { kind: 'told' } })
  })
})
