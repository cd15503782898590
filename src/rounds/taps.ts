import type { EpochMs } from '../terms.ts'

/**
 * A gesture of the clinician, as it was made: a fact, never changed.
 * `departure`: « Je pars » towards the stop. `delay`: « J’ai N minutes de retard », for the whole round, `minutes` = N.
 * `undo` annuls the tap `ofTapId`; `correction` gives that tap the correction's own `happenedAt`.
 */
export type Tap = {
  id: string
  stopId: string | null
  kind: 'departure' | 'arrival' | 'completion' | 'absence' | 'delay' | 'undo' | 'correction'
  happenedAt: EpochMs
  receivedAt: EpochMs
  minutes: number | null
  ofTapId: string | null
}

/** Oldest first; two taps of the same instant keep one order whatever order they are given in. */
const chronological = (a: Tap, b: Tap): number =>
  a.happenedAt - b.happenedAt || a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1)

/**
 * What the taps say happened, oldest first: the same tap counted once, undone ones left out, times as corrected.
 * The order in which taps are given does not matter.
 */
export function standingFacts(taps: Tap[]): Tap[] {
  const standing = standingTaps(taps)
  const correctedAt = correctedTimes(standing)
  return standing
    .filter(tap => tap.kind !== 'undo' && tap.kind !== 'correction')
    .map(tap => ({ ...tap, happenedAt: correctedAt.get(tap.id) ?? tap.happenedAt }))
    .sort(chronological)
}

/** The gesture that « Annuler le dernier geste » would undo: the last one made that still stands. */
export function lastStandingTap(taps: Tap[]): Tap | null {
  const gestures = standingTaps(taps).filter(tap => tap.kind !== 'undo')
  return gestures.sort((a, b) => madeAt(a) - madeAt(b) || chronological(a, b)).at(-1) ?? null
}

/** A correction carries the time it corrects to, so it was made when we received it. */
const madeAt = (tap: Tap): EpochMs => (tap.kind === 'correction' ? tap.receivedAt : tap.happenedAt)

/** Each tap once, without those that a standing undo annuls: the undo of an undo brings a tap back. */
function standingTaps(taps: Tap[]): Tap[] {
  const byId = new Map(taps.toSorted(chronological).map(tap => [tap.id, tap]))
  const undosOf = Map.groupBy(
    [...byId.values()].filter(tap => tap.kind === 'undo' && !undoesItself(tap, byId)),
    undo => undo.ofTapId,
  )
  const isUndone = (tap: Tap): boolean => (undosOf.get(tap.id) ?? []).some(undo => !isUndone(undo))
  return [...byId.values()].filter(tap => !isUndone(tap))
}

/** Undos in a circle mean nothing; without this, no one could say which of them stands. */
function undoesItself(undo: Tap, byId: Map<string, Tap>): boolean {
  const seen = new Set<string>()
  let target = byId.get(undo.ofTapId ?? '')
  while (target?.kind === 'undo' && !seen.has(target.id)) {
    if (target.id === undo.id) return true
    seen.add(target.id)
    target = byId.get(target.ofTapId ?? '')
  }
  return false
}

/** The last correction received wins; correcting a correction corrects the tap behind it. */
function correctedTimes(standing: Tap[]): Map<string, EpochMs> {
  const byId = new Map(standing.map(tap => [tap.id, tap]))
  const corrections = standing
    .filter(tap => tap.kind === 'correction')
    .sort((a, b) => a.receivedAt - b.receivedAt || chronological(a, b))
  return new Map(corrections.map(correction => [tapBehind(correction, byId), correction.happenedAt]))
}

function tapBehind(correction: Tap, byId: Map<string, Tap>): string {
  const seen = new Set<string>()
  let id = correction.ofTapId ?? ''
  while (byId.get(id)?.kind === 'correction' && !seen.has(id)) {
    seen.add(id)
    id = byId.get(id)?.ofTapId ?? ''
  }
  return id
}
