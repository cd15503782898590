import { describe, expect, it } from 'vitest'
import {
  type Agreement,
  agreedSpan,
  delayMinutes,
  earliestStart,
  lateAfter,
  toleranceMinutes,
} from '../../src/delays/lateness.ts'
import { agreedAt, h, window } from '../support/plan.ts'

const nothing: Agreement = { agreedAt: null, windowFrom: null, windowTo: null, toleranceMinutes: null }

describe('when a passage is late', () => {
  it.each<[string, Agreement, number | null]>([
    ['15 minutes after an agreed time', agreedAt('9:00'), h('9:15')],
    ['after the tolerance agreed with the patient', agreedAt('9:00', 5), h('9:05')],
    ['at once where no tolerance was agreed on', agreedAt('9:00', 0), h('9:00')],
    ['at the end of a window', window('8:00', '10:00'), h('10:00')],
    ['after the end of a window and its own tolerance', window('8:00', '10:00', 10), h('10:10')],
    ['never where nothing was agreed', nothing, null],
  ])('%s', (_, agreement, limit) => {
    expect(lateAfter(agreement)).toBe(limit)
  })

  it('has a tolerance even where none is written', () => {
    expect([toleranceMinutes(agreedAt('9:00')), toleranceMinutes(window('8:00', '9:00'))]).toEqual([15, 0])
  })
})

describe('the delay of a start', () => {
  it.each<[string, Agreement, string, number]>([
    ['late', agreedAt('9:00'), '9:12', 12],
    ['early', agreedAt('9:00'), '8:55', -5],
    ['inside a window', window('8:00', '10:00'), '9:59', 0],
    ['after a window', window('8:00', '10:00'), '10:07', 7],
    ['before a window', window('8:00', '10:00'), '7:50', -10],
    ['where nothing was agreed', nothing, '9:00', 0],
  ])('%s', (_, agreement, time, minutes) => {
    expect(delayMinutes(agreement, h(time))).toBe(minutes)
  })
})

describe('what patient and practice may count on', () => {
  it('is the agreed time, or the window', () => {
    expect(agreedSpan(agreedAt('9:00'))).toEqual({ from: h('9:00'), to: h('9:00') })
    expect(agreedSpan(window('8:00', '10:00'))).toEqual({ from: h('8:00'), to: h('10:00') })
    expect(agreedSpan(nothing)).toBeNull()
  })

  it('is never an earlier start than agreed, unless the appointment has its own bound', () => {
    expect(earliestStart(agreedAt('9:00'), null)).toBe(h('9:00'))
    expect(earliestStart(agreedAt('9:00'), h('8:50'))).toBe(h('8:50'))
    expect(earliestStart(window('8:00', '10:00'), null)).toBe(h('8:00'))
    expect(earliestStart(nothing, null)).toBeNull()
  })
})
