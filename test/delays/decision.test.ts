import { describe, expect, it } from 'vitest'
import { worthTelling } from '../../src/delays/costs.ts'
import { decide, type Passage } from '../../src/delays/decision.ts'
import { BY_SMS, expectedAt, notice, passage, wanted } from '../support/passage.ts'
import { agreedAt, h, window } from '../support/plan.ts'

const decided = (...args: Parameters<typeof passage>) => decide(passage(...args))

const toldLate = notice('late', 'sent', '9:20')
const toldUpdate = notice('update', 'sent', '9:40')
const toldOnTime = notice('on_time', 'sent', '9:00', { fromAt: h('9:00'), toAt: h('9:00') })

describe('a patient who was told nothing yet', () => {
  it.each<[string, string, Partial<Passage>]>([
    ['on time', '9:04', {}],
    ['within the tolerance', '9:15', {}],
    ['inside the window', '9:59', { agreement: window('8:00', '10:00') }],
  ])('is not told when %s', (_, estimate, more) => {
    expect(decided(estimate, more).kind).toBe('not_yet')
  })

  it('reads why: on time, or within a tolerance', () => {
    expect(decided('9:04')).toMatchObject({ kind: 'not_yet', reason: 'on_time' })
    expect(decided('9:05')).toMatchObject({
      kind: 'not_yet',
      reason: 'within_tolerance',
      toleranceMinutes: 15,
    })
  })

  it.each<[string, string, Partial<Passage>]>([
    ['after agreed time and tolerance', '9:16', {}],
    ['after the tolerance agreed with them', '9:06', { agreement: agreedAt('9:00', 5) }],
    [
      'after the end of the window',
      '10:01',
      { agreement: window('8:00', '10:00'), reach: [{ ...BY_SMS, closesAt: h('10:00') }] },
    ],
  ])('is told when late: %s', (_, estimate, more) => {
    expect(decided(estimate, more)).toMatchObject({ kind: 'scheduled', reason: 'late' })
  })

  it('is told the range of the forecast once the time to undo has passed', () => {
    expect(wanted(passage('9:20'))).toEqual({
      id: null,
      kind: 'late',
      fromAt: h('9:10'),
      toAt: h('9:30'),
      estimateAt: h('9:20'),
      dueAt: h('8:03'),
      carerIds: [null],
    })
  })

  it('goes on with the notice already waiting, at its own time, with the newer range', () => {
    const pending = notice('late', 'pending', '9:20', { dueAt: h('8:01') })
    expect(wanted(passage('9:25', { notices: [pending] }))).toMatchObject({
      id: pending.id,
      dueAt: h('8:01'),
      fromAt: h('9:15'),
    })
  })

  it('keeps a waiting notice when the estimate only just crosses the line', () => {
    const notices = [notice('late', 'pending', '9:17')]
    const expected = (pLate: number) => ({ forecast: { ...expectedAt('9:16'), pLate } })
    const line = worthTelling('home', 60)
    expect(decided('9:16', { ...expected(line - 0.05), notices }).kind).toBe('scheduled')
    expect(decided('9:16', { ...expected(line - 0.15), notices }).kind).toBe('not_yet')
    expect(decided('9:16', expected(line - 0.05)).kind).toBe('not_yet')
  })

  it('is not told of what rests on a forgotten tap, but a notice already waiting stands', () => {
    expect(decided('9:20', { overdue: true })).toMatchObject({ kind: 'not_yet', reason: 'overdue' })
    expect(decided('9:20', { overdue: true, notices: [notice('late', 'pending', '9:20')] }).kind).toBe(
      'scheduled',
    )
  })

  it('is told nothing when nothing was agreed, nor against their wish', () => {
    const nothing = { agreedAt: null, windowFrom: null, windowTo: null, toleranceMinutes: null }
    expect(decided('9:20', { agreement: nothing })).toMatchObject({ kind: 'never', reason: 'nothing_agreed' })
    expect(decided('9:20', { reach: [] })).toMatchObject({ kind: 'never', reason: 'not_wanted' })
  })
})

describe('a patient who was told', () => {
  const deemed = (estimate: string, ...notices: Passage['notices']) => decided(estimate, { notices })

  it('stays told while the estimate moves by less than ten minutes', () => {
    expect(deemed('9:29', toldLate)).toMatchObject({ kind: 'told', reason: 'late', at: h('7:53') })
    expect(deemed('9:12', toldLate).kind).toBe('told')
  })

  it('keeps a waiting update when the estimate comes back by less than hysteresis', () => {
    const pending = notice('update', 'pending', '9:32')
    expect(deemed('9:31', toldLate).kind).toBe('scheduled')
    expect(deemed('9:30', { ...toldLate, toAt: h('9:25'), estimateAt: h('9:21') }).kind).toBe('told')
    expect(deemed('9:30', { ...toldLate, toAt: h('9:25'), estimateAt: h('9:21') }, pending).kind).toBe(
      'scheduled',
    )
  })

  it('is told of another time that is still inside a wide range: it can be said more narrowly now', () => {
    const wide = { ...toldLate, fromAt: h('9:10'), toAt: h('9:35') }
    expect(deemed('9:29', wide).kind).toBe('told')
    expect(deemed('9:31', wide)).toMatchObject({ kind: 'scheduled', reason: 'update' })
  })

  it('is told of another time when it has moved by ten minutes or more, either way', () => {
    expect(deemed('9:31', toldLate)).toMatchObject({ kind: 'scheduled', reason: 'update' })
    expect(deemed('9:25', notice('late', 'sent', '9:50'))).toMatchObject({
      kind: 'scheduled',
      reason: 'update',
    })
  })

  it('is told when all is on time again, with a margin, and what time holds', () => {
    expect(deemed('9:11', toldLate).kind).toBe('told')
    expect(deemed('9:10', toldLate)).toMatchObject({
      reason: 'on_time',
      notice: { kind: 'on_time', fromAt: h('9:00'), toAt: h('9:00') },
    })
  })

  it('needs less of a margin where the tolerance is short', () => {
    const more = { agreement: agreedAt('9:00', 5), notices: [toldLate] }
    expect(decided('9:02', more)).toMatchObject({ kind: 'scheduled', reason: 'on_time' })
    expect(decided('9:03', more)).toMatchObject({ reason: 'update' })
  })

  it('gets a new notice, with its own time to undo, when another kind was waiting', () => {
    const pending = notice('update', 'pending', '9:40', { dueAt: h('8:01') })
    expect(deemed('9:02', toldLate, pending)).toMatchObject({
      notice: { id: null, kind: 'on_time', dueAt: h('8:03') },
    })
  })

  it('has been sent a text even if it never arrived', () => {
    const lost = notice('late', 'undeliverable', '9:20')
    expect(deemed('9:40', lost, toldLate)).toMatchObject({ kind: 'told' })
    expect(deemed('9:46', lost, toldLate)).toMatchObject({ kind: 'to_call', reason: 'used_up' })
  })

  it('is not told that all is on time when nothing had left', () => {
    for (const state of ['pending', 'held', 'withdrawn'] as const)
      expect(deemed('9:02', notice('late', state, '9:20'))).toMatchObject({
        kind: 'not_yet',
        reason: 'on_time',
      })
  })

  it('gets two notices of a delay at most', () => {
    expect(deemed('9:55', toldLate, toldUpdate)).toMatchObject({ kind: 'told', reason: 'update' })
  })

  it('is called when the two have left and are wrong by more than the tolerance', () => {
    expect(deemed('10:05', toldLate, toldUpdate)).toMatchObject({ kind: 'told' })
    expect(deemed('10:06', toldLate, toldUpdate)).toMatchObject({
      kind: 'to_call',
      reason: 'used_up',
      calls: [{ carerId: null, reason: 'used_up' }],
    })
  })

  it('is told once, and only once, that all is on time again', () => {
    expect(deemed('9:02', toldLate, toldUpdate)).toMatchObject({ kind: 'scheduled', reason: 'on_time' })
    const again = deemed('9:02', toldLate, toldOnTime, toldUpdate)
    expect(again).toMatchObject({ kind: 'to_call', reason: 'used_up' })
  })

  it('is told of a new delay after all had been on time again', () => {
    expect(deemed('9:12', toldLate, toldOnTime)).toMatchObject({ kind: 'told', reason: 'on_time' })
    expect(deemed('9:16', toldLate, toldOnTime)).toMatchObject({ kind: 'scheduled', reason: 'update' })
  })

  it('is called when the text could not be delivered', () => {
    expect(deemed('9:20', notice('late', 'undeliverable', '9:20'))).toMatchObject({
      kind: 'to_call',
      reason: 'undeliverable',
    })
    expect(deemed('9:02', notice('late', 'undeliverable', '9:20')).kind).toBe('not_yet')
  })
})

describe('a veto', () => {
  const held = notice('late', 'held', '9:20')

  it('holds, and is the reason, until the estimate moves by ten minutes', () => {
    expect(decided('9:29', { notices: [held] })).toMatchObject({ kind: 'not_yet', reason: 'vetoed' })
    expect(decided('9:30', { notices: [held] })).toMatchObject({
      kind: 'scheduled',
      reason: 'late',
      notice: { id: null },
    })
  })

  it('of an update leaves the patient with what they were told', () => {
    expect(decided('9:33', { notices: [toldLate, notice('update', 'held', '9:35')] })).toMatchObject({
      reason: 'vetoed',
    })
    expect(decided('9:25', { notices: [toldLate, notice('update', 'held', '9:35')] })).toMatchObject({
      kind: 'told',
    })
  })
})
