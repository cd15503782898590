import { describe, expect, it } from 'vitest'
import { decide, type Reach } from '../../src/delays/decision.ts'
import { BY_SMS, notice, passage, wanted } from '../support/passage.ts'
import { h } from '../support/plan.ts'

const decided = (...args: Parameters<typeof passage>) => decide(passage(...args))
const landline: Reach = { carerId: null, channel: 'call', reason: 'no_mobile' }
const daughter: Reach = { ...BY_SMS, carerId: 'daughter', opensAt: h('8:30'), closesAt: h('20:00') }
const toldLate = notice('late', 'sent', '9:20')

describe('the hours of the cadre', () => {
  it('open later: the patient is told then', () => {
    const early = { now: h('7:00') }
    expect(decided('9:20', early)).toMatchObject({
      kind: 'not_yet',
      reason: 'before_hours',
      at: h('7:30'),
      lookAgainAt: h('7:27'),
    })
    expect(wanted(passage('9:20', { now: h('7:27') })).dueAt).toBe(h('7:30'))
  })

  it('have closed: a call while it is of use, then nothing', () => {
    expect(decided('9:20', { now: h('9:00') })).toMatchObject({ kind: 'to_call', reason: 'after_hours' })
    expect(decided('9:20', { now: h('9:06') })).toMatchObject({ kind: 'never', reason: 'too_late' })
    expect(decided('9:34', { now: h('9:00'), notices: [toldLate] })).toMatchObject({ kind: 'told' })
  })

  it('are each person’s own: only those who may be reached by then are texted', () => {
    expect(wanted(passage('9:20', { reach: [BY_SMS, daughter] })).carerIds).toEqual([null])
    expect(wanted(passage('9:20', { now: h('8:28'), reach: [BY_SMS, daughter] })).carerIds).toEqual([
      null,
      'daughter',
    ])
  })

  it('let no text leave that would come when the visit begins', () => {
    const always: Reach = { ...BY_SMS, closesAt: h('20:00') }
    expect(decided('9:20', { now: h('9:17'), reach: [always] })).toMatchObject({
      kind: 'never',
      reason: 'too_late',
    })
  })
})

describe('somebody who cannot be texted', () => {
  it('is called, for the reason there is', () => {
    expect(decided('9:20', { reach: [landline] })).toMatchObject({
      kind: 'to_call',
      reason: 'no_mobile',
      calls: [{ carerId: null, reason: 'no_mobile' }],
    })
    expect(decided('9:02', { reach: [landline] })).toMatchObject({ kind: 'not_yet', calls: [] })
  })

  it('is told once called, and called again only when that was wrong by more than the tolerance', () => {
    const call = { at: h('8:05'), estimateAt: h('9:20') }
    expect(decided('9:34', { reach: [landline], call })).toMatchObject({
      kind: 'told',
      reason: 'call',
      calls: [],
    })
    expect(decided('9:36', { reach: [landline], call })).toMatchObject({
      kind: 'to_call',
      reason: 'no_mobile',
    })
  })

  it('is called also beside a text to somebody else', () => {
    const both: Reach[] = [landline, { ...daughter, opensAt: h('7:30') }]
    expect(decided('9:20', { reach: both })).toMatchObject({
      kind: 'scheduled',
      notice: { carerIds: ['daughter'] },
      calls: [{ carerId: null, reason: 'no_mobile' }],
    })
    expect(decided('9:20', { reach: both, notices: [toldLate] }).calls).toHaveLength(1)
    expect(decided(null, { reach: both, notices: [toldLate] }).calls).toHaveLength(0)
    const onTime = notice('on_time', 'sent', '9:00')
    expect(decided('9:02', { reach: both, notices: [toldLate, onTime] }).calls).toHaveLength(0)
  })
})

describe('a hard time', () => {
  const hard = { hardBeforeAt: h('9:30') }

  it('alerts the clinician as soon as the range reaches it', () => {
    expect(decided('9:18', hard).alert).toBe(false)
    expect(decided('9:21', hard)).toMatchObject({ kind: 'scheduled', alert: true })
  })

  it('is a call, not a text, once it will not be kept', () => {
    expect(decided('9:31', hard)).toMatchObject({
      kind: 'to_call',
      reason: 'hard_time',
      alert: true,
      calls: [{ carerId: null, reason: 'hard_time' }],
    })
    expect(decided('9:31', { ...hard, overdue: true })).toMatchObject({
      kind: 'to_call',
      reason: 'hard_time',
    })
  })

  it('is settled by the call, until the estimate moves again', () => {
    const call = { at: h('8:01'), estimateAt: h('9:31') }
    expect(decided('9:38', { ...hard, call })).toMatchObject({ kind: 'told', reason: 'call', alert: true })
    expect(decided('9:41', { ...hard, call })).toMatchObject({ kind: 'to_call', reason: 'hard_time' })
  })
})

describe('once the visit has begun', () => {
  it('nothing leaves any more, and what was told stays on record', () => {
    expect(decided(null)).toMatchObject({ kind: 'never', reason: 'begun' })
    expect(decided(null, { notices: [toldLate] })).toMatchObject({ kind: 'told', reason: 'late' })
    expect(decided(null, { notices: [notice('late', 'pending', '9:20')] })).toMatchObject({
      kind: 'never',
      reason: 'begun',
    })
  })
})
