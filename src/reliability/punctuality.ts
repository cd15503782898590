import type { MeasuredVisit, PastVisit } from './past-visit.ts'
import { LEAST_FOR_SHARE, quantile, type Share, shareOf } from './share.ts'

export type Punctuality = {
  /** Of the visits that can be compared with what was agreed. */
  late: Share
  /** Minutes after what was agreed that so many visits did not exceed; null: too few visits. */
  delay: { half: number; nineInTen: number } | null
}

/** How often visits began late, and by how much they differ from what was agreed. */
export const punctuality = (visits: MeasuredVisit[]): Punctuality => {
  const delays = visits.map(visit => visit.delayMinutes).sort((a, b) => a - b)
  return {
    late: shareOf(visits.filter(visit => visit.late).length, visits.length),
    delay:
      delays.length < LEAST_FOR_SHARE
        ? null
        : { half: quantile(delays, 0.5), nineInTen: quantile(delays, 0.9) },
  }
}

/** What happened to all planned visits, whether or not they can be compared with what was agreed. */
export type Coverage = {
  planned: number
  compared: number
  startUnknown: number
  absent: number
  untapped: number
  /** Begun, but nothing was agreed that they could be early or late for. */
  nothingAgreed: number
}

/** `compared`: how many of the visits are measured. */
export const coverage = (visits: PastVisit[], compared: number): Coverage => {
  const count = (kind: PastVisit['beginning']['kind']) =>
    visits.filter(({ beginning }) => beginning.kind === kind).length
  return {
    planned: visits.length,
    compared,
    startUnknown: count('start_unknown'),
    absent: count('absent'),
    untapped: count('untapped'),
    nothingAgreed: count('begun') - compared,
  }
}
