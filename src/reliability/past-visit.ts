import type { AppointmentRow } from '../db/tables/agenda.ts'
import { type Agreement, agreedSpan, delayMinutes, lateAfter } from '../delays/lateness.ts'
import { deriveRound } from '../rounds/round-state.ts'
import type { Tap } from '../rounds/taps.ts'
import type { EpochMs, Id, LocalDate, LocalTime, Zone } from '../terms.ts'
import { clockTime } from '../time.ts'

/**
 * What the taps of a visit say of its beginning. `start_unknown`: it took place, its beginning was not tapped;
 * `untapped`: nobody tapped anything, so nobody knows.
 */
export type Beginning =
  | { kind: 'begun'; at: EpochMs }
  | { kind: 'start_unknown' }
  | { kind: 'absent' }
  | { kind: 'untapped' }

/** A planned visit of a day gone by. */
export type PastVisit = {
  stopId: Id
  patientId: Id
  on: LocalDate
  kind: AppointmentRow['kind']
  agreement: Agreement
  beginning: Beginning
}

/** A visit of which both are known: what was agreed, and when it began. */
export type MeasuredVisit = {
  stopId: Id
  patientId: Id
  on: LocalDate
  /** The agreed time twice, or both ends of the window. */
  agreedFrom: EpochMs
  agreedTo: EpochMs
  /** The same as the clock of the practice shows it. */
  clock: { from: LocalTime; to: LocalTime }
  begunAt: EpochMs
  /** As everywhere: after what was agreed and its tolerance. */
  late: boolean
  /** Negative: before the agreed time or the window; 0 inside a window. */
  delayMinutes: number
}

/** The visits that can be compared with what was agreed. */
export const measured = (visits: PastVisit[], zone: Zone): MeasuredVisit[] =>
  visits.flatMap(({ stopId, patientId, on, agreement, beginning }) => {
    const agreed = agreedSpan(agreement)
    if (beginning.kind !== 'begun' || !agreed) return []
    const begunAt = beginning.at
    return {
      stopId,
      patientId,
      on,
      agreedFrom: agreed.from,
      agreedTo: agreed.to,
      clock: { from: clockTime(agreed.from, zone), to: clockTime(agreed.to, zone) },
      begunAt,
      late: begunAt > lateAfter(agreement)!,
      delayMinutes: delayMinutes(agreement, begunAt),
    }
  })

/** The taps of one stop in short, as a database adds them up. */
export type TapSummary = {
  arrivedAt: EpochMs | null
  completedAt: EpochMs | null
  arrivals: number
  /** Taps that are neither a departure, an arrival nor a completion. */
  others: number
}

/** The beginning, where the summary leaves no doubt; undefined: the taps must be read one by one. */
export const plainBeginning = (taps: TapSummary): Beginning | undefined => {
  const { arrivedAt, completedAt, arrivals, others } = taps
  if (others > 0 || arrivals > 1) return undefined
  if (arrivedAt === null) return { kind: completedAt === null ? 'untapped' : 'start_unknown' }
  return completedAt === null || completedAt > arrivedAt ? { kind: 'begun', at: arrivedAt } : undefined
}

/** The beginning as the round reads it. No tap on another stop moves it, so the stop's own taps are enough. */
export const beginningOf = (stopId: Id, taps: Tap[]): Beginning => {
  const { status, arrivedAt } = deriveRound([stopId], taps).stops.get(stopId)!
  if (status === 'absent') return { kind: 'absent' }
  if (arrivedAt !== null) return { kind: 'begun', at: arrivedAt }
  return { kind: status === 'done' ? 'start_unknown' : 'untapped' }
}
