import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'
import type { NoticeLine } from './lines.ts'
import type { RecordedVisit } from './recorded-visit.ts'
import { share } from './score-forecasts.ts'

/** How the texts compare with what happened; a visit was truly late when it began after the agreed time and tolerance. */
export type NoticeScore = {
  visits: number
  notified: number
  late: number
  /** Of the visits told late, those truly late. */
  precision: number
  falsePer100Visits: number
  /** Of those truly late, told that long before the agreed time. */
  told15: number
  told30: number
  messagesPerNotified: number
  reversalsPer100: number
  /** Of notified visits, those begun more than five minutes before the start announced last. */
  tooEarly: number
  /** Of all messages about a delay, those with a start from five minutes before to ten after the one announced. */
  asAnnounced: number
  insideLastRange: number
  widthMedian: number
  widthP90: number
}

type Told = { visit: RecordedVisit; startedAt: EpochMs; notices: NoticeLine[] }

/** Scores the texts that left before the visit began; visits that did not take place do not count. */
export function scoreNotices(visits: RecordedVisit[], lines: NoticeLine[]): NoticeScore {
  const byVisit = Map.groupBy(lines, line => line.visit)
  const begun = visits.flatMap(visit => {
    const { arrivedAt: startedAt } = visit
    if (startedAt === null) return []
    const notices = (byVisit.get(visit.visit) ?? []).filter(notice => notice.at < startedAt)
    return [{ visit, startedAt, notices }]
  })
  const notified = begun.filter(({ notices }) => notices.length > 0)
  const late = begun.filter(isLate)
  const delays = notified.flatMap(told =>
    told.notices
      .filter(notice => notice.kind !== 'on_time')
      .map(notice => msToMinutes(told.startedAt - notice.from)),
  )
  const widths = notified
    .map(lastRange)
    .map(({ from, to }) => msToMinutes(to - from))
    .sort((a, b) => a - b)
  return {
    visits: begun.length,
    notified: notified.length,
    late: late.length,
    precision: share(notified, isLate),
    falsePer100Visits: (100 * notified.filter(told => !isLate(told)).length) / begun.length,
    told15: share(late, told => toldBefore(told, 15)),
    told30: share(late, told => toldBefore(told, 30)),
    messagesPerNotified: notified.reduce((sum, { notices }) => sum + notices.length, 0) / notified.length,
    reversalsPer100:
      100 * share(notified, ({ notices }) => notices.some(notice => notice.kind === 'on_time')),
    tooEarly: share(notified, told => told.startedAt < lastRange(told).from - minutesToMs(5)),
    asAnnounced: share(delays, minutes => minutes >= -5 && minutes <= 10),
    insideLastRange: share(notified, told => isInside(told)),
    widthMedian: widths[Math.floor(widths.length / 2)] ?? 0,
    widthP90: widths[Math.floor(widths.length * 0.9)] ?? 0,
  }
}

const isLate = ({ visit, startedAt }: Told): boolean =>
  startedAt > visit.plannedAt + minutesToMs(visit.toleranceMinutes)

const toldBefore = ({ visit, notices }: Told, minutes: number): boolean =>
  notices.some(({ kind, at }) => kind === 'late' && visit.plannedAt - at >= minutesToMs(minutes))

const lastRange = ({ notices }: Told): NoticeLine => notices.at(-1)!

function isInside(told: Told): boolean {
  const { from, to } = lastRange(told)
  return told.startedAt >= from && told.startedAt <= to
}
