import { decide, type Passage, type Reach, type WantedNotice } from '../../src/delays/decision.ts'
import type { Quantiles } from '../../src/delays/estimate.ts'
import type { StopForecast } from '../../src/delays/forecast.ts'
import { type Agreement, delayMinutes, lateAfter } from '../../src/delays/lateness.ts'
import type { Notice } from '../../src/delays/notices.ts'
import type { EpochMs } from '../../src/terms.ts'
import { agreedAt, h, minutesLater } from './plan.ts'

/** Agreed at 9:00, textable from 7:30 until then; seen at 8:00 unless the test says otherwise. */
export const AGREEMENT = agreedAt('9:00')
export const BY_SMS: Extract<Reach, { channel: 'sms' }> = {
  carerId: null,
  channel: 'sms',
  opensAt: h('7:30'),
  closesAt: h('9:00'),
}

/** The visit is expected at `time`, with a range of ten minutes around it. */
export const expectedAt = (time: string, agreement: Agreement = AGREEMENT): StopForecast => ({
  stopId: 'a',
  scheduledAt: h('9:00'),
  startAt: h(time),
  quantiles: quantilesAround(h(time)),
  pLate: h(time) > (lateAfter(agreement) ?? Number.POSITIVE_INFINITY) ? 0.97 : 0.03,
  fromAt: minutesLater(h(time), -10),
  toAt: minutesLater(h(time), 10),
  finishAt: minutesLater(h(time), 20),
  delayMinutes: delayMinutes(agreement, h(time)),
  late: h(time) > (lateAfter(agreement) ?? Number.POSITIVE_INFINITY),
  travel: { minutes: 10, source: 'default' },
  visitsBefore: 1,
})

const quantilesAround = (at: EpochMs): Quantiles => ({
  p10: minutesLater(at, -8),
  p25: minutesLater(at, -4),
  p50: at,
  p75: minutesLater(at, 4),
  p90: minutesLater(at, 8),
})

export const passage = (estimate: string | null, more: Partial<Passage> = {}): Passage => ({
  now: h('8:00'),
  place: 'home',
  forecast: estimate === null ? null : expectedAt(estimate, more.agreement),
  overdue: false,
  agreement: AGREEMENT,
  hardBeforeAt: null,
  reach: [BY_SMS],
  notices: [],
  call: null,
  undoSeconds: 180,
  ...more,
})

/** A notice that announced `estimate`, ten minutes either way. */
export const notice = (
  kind: Notice['kind'],
  state: Notice['state'],
  estimate: string,
  more: Partial<Notice> = {},
): Notice => ({
  id: `${kind}-${state}`,
  kind,
  state,
  fromAt: minutesLater(h(estimate), -10),
  toAt: minutesLater(h(estimate), 10),
  estimateAt: h(estimate),
  dueAt: h('7:53'),
  sentAt: state === 'sent' ? h('7:53') : null,
  ...more,
})

/** The notice that a decision wants to send; fails where it wants none. */
export const wanted = (of: Passage): WantedNotice => {
  const decision = decide(of)
  if (decision.kind !== 'scheduled') throw new Error(`${decision.kind}: ${decision.reason}`)
  return decision.notice
}
