import type { Agreement } from '../../src/delays/lateness.ts'
import { type MeasuredVisit, measured, type PastVisit } from '../../src/reliability/past-visit.ts'
import type { Telling } from '../../src/reliability/told.ts'
import { agreedAt, h } from '../support/plan.ts'

/** A visit of 25 November agreed at 9:00, which began at the time given; null: nobody tapped anything. */
export const pastVisit = (
  stopId: string,
  begunAt: string | null,
  more: Partial<PastVisit> & { agreement?: Agreement } = {},
): PastVisit => ({
  stopId,
  patientId: 'delmas',
  on: '2026-11-25',
  kind: 'visit',
  agreement: agreedAt('9:00'),
  beginning: begunAt === null ? { kind: 'untapped' } : { kind: 'begun', at: h(begunAt) },
  ...more,
})

export const measuredOf = (...visits: PastVisit[]): MeasuredVisit[] => measured(visits, 'utc')

/** As many visits as beginnings, agreed at 9:00 unless told otherwise. */
export const begun = (times: string[], more: Parameters<typeof pastVisit>[2] = {}): MeasuredVisit[] =>
  measuredOf(...times.map((time, index) => pastVisit(`stop-${index}`, time, more)))

export const text = (
  stopId: string,
  time: string,
  by: 'late' | 'update' | 'on_time',
  range: [string, string],
): Telling => ({
  stopId,
  at: h(time),
  by,
  range: { from: h(range[0]), to: h(range[1]) },
})

export const call = (stopId: string, time: string): Telling => ({
  stopId,
  at: h(time),
  by: 'call',
  range: null,
})

export const tellings = (...all: Telling[]): Map<string, Telling[]> => Map.groupBy(all, each => each.stopId)
