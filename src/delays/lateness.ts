import type { EpochMs } from '../terms.ts'
import { minutesToMs, msToMinutes } from '../time.ts'

/**
 * What patient and practice agreed for one passage: a time, or else a window. `toleranceMinutes` null: 15 minutes
 * after an agreed time, none after a window; a practice's own default is filled in for agreed times only.
 */
export type Agreement = {
  agreedAt: EpochMs | null
  windowFrom: EpochMs | null
  windowTo: EpochMs | null
  toleranceMinutes: number | null
}

export type Span = { from: EpochMs; to: EpochMs }

export const DEFAULT_TOLERANCE_MINUTES = 15

/** When lateness begins to count: the agreed time, or the end of the window. null: nothing was agreed. */
export const referenceAt = (agreement: Agreement): EpochMs | null => agreement.agreedAt ?? agreement.windowTo

/** A start after this instant is late. null: nothing was agreed, nothing can be late. */
export function lateAfter(agreement: Agreement): EpochMs | null {
  const reference = referenceAt(agreement)
  return reference === null ? null : reference + minutesToMs(toleranceMinutes(agreement))
}

export const toleranceMinutes = (agreement: Agreement): number =>
  agreement.toleranceMinutes ?? (agreement.agreedAt === null ? 0 : DEFAULT_TOLERANCE_MINUTES)

/** Minutes of a start against what was agreed: positive is late, negative early, 0 anywhere inside a window. */
export function delayMinutes(agreement: Agreement, startAt: EpochMs): number {
  const { agreedAt, windowFrom, windowTo } = agreement
  if (agreedAt !== null) return msToMinutes(startAt - agreedAt)
  if (windowTo !== null && startAt > windowTo) return msToMinutes(startAt - windowTo)
  if (windowFrom !== null && startAt < windowFrom) return msToMinutes(startAt - windowFrom)
  return 0
}

/** The earliest start: the appointment's own bound where it has one, else what was agreed. null: no bound. */
export const earliestStart = (agreement: Agreement, notBeforeAt: EpochMs | null): EpochMs | null =>
  notBeforeAt ?? agreement.agreedAt ?? agreement.windowFrom

/** What a patient expects who has been told nothing, or told that all is on time again. */
export function agreedSpan(agreement: Agreement): Span | null {
  const from = agreement.agreedAt ?? agreement.windowFrom ?? agreement.windowTo
  const to = referenceAt(agreement)
  return from === null || to === null ? null : { from, to }
}
