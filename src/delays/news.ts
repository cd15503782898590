import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type Agreement, lateAfter, toleranceMinutes } from './lateness.ts'
import { minutesMoved, minutesOutside, type NoticeKind, type Told } from './notices.ts'

/** A smaller move is not worth another text, or another opinion once the clinician said no. */
export const MOVE_MINUTES = 10

/** « À l’heure » is said with this much room, so that it need not be taken back a minute later. */
const ON_TIME_MARGIN_MINUTES = 5

/** A notice already decided stands while the estimate only just crosses the line again. */
const HYSTERESIS_MINUTES = 2

/**
 * What the patient does not know yet and should: late, another time than they were told, or on time again.
 * null: what they believe (what was agreed, or what they were `told`) is still good enough.
 * `pending`: the kind of the notice already waiting to leave.
 */
export function newsFor(
  agreement: Agreement,
  estimateAt: EpochMs,
  told: Told | null,
  pending: NoticeKind | null,
): NoticeKind | null {
  const limit = lateAfter(agreement)
  if (limit === null) return null
  const slack = (kind: NoticeKind): number => (pending === kind ? HYSTERESIS_MINUTES : 0)
  if (!told || told.by === 'on_time') {
    const kind = told ? 'update' : 'late'
    return estimateAt > limit - minutesToMs(slack(kind)) ? kind : null
  }
  const room = onTimeMargin(agreement) - slack('on_time')
  if (estimateAt <= limit - minutesToMs(room)) return 'on_time'
  const hasMoved = minutesMoved(told.estimateAt, estimateAt) >= MOVE_MINUTES - slack('update')
  return hasMoved && minutesOutside(told.range, estimateAt) > 0 ? 'update' : null
}

/** A short tolerance leaves no room for the whole margin: an agreed time is hardly ever kept early. */
const onTimeMargin = (agreement: Agreement): number =>
  agreement.agreedAt === null
    ? ON_TIME_MARGIN_MINUTES
    : Math.min(ON_TIME_MARGIN_MINUTES, toleranceMinutes(agreement) / 2)
