import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'

/** An appointment at the practice that has not begun: nothing of whom it is for. */
export type Awaited = {
  clinicianName: string
  agreedAt: EpochMs
  /** How late it is expected to begin; null: nobody knows yet. */
  delayMinutes: number | null
}

/** One time on the board. `delayMinutes` 0: on time. */
export type BoardLine = { agreedAt: EpochMs; delayMinutes: number | null }

export type BoardRow = { clinicianName: string; lines: BoardLine[] }

/** Who comes much later does not wait yet; who should have begun long ago is not waiting any more. */
const SHOWN_AHEAD = minutesToMs(150)
const SHOWN_AFTER = minutesToMs(120)
const LINES = 4

/** Under this one is on time for a waiting room, and estimates are not truer than five minutes. */
const ON_TIME_BELOW = 8
const STEP = 5

/** What a waiting room shows: for each clinician the next times and how late each will be. */
export const waitingBoard = (awaited: Awaited[], now: EpochMs): BoardRow[] => {
  const rows = new Map<string, Map<EpochMs, number | null>>()
  const near = awaited.filter(({ agreedAt }) => agreedAt > now - SHOWN_AFTER && agreedAt < now + SHOWN_AHEAD)
  for (const { clinicianName, agreedAt, delayMinutes } of near.toSorted((a, b) => a.agreedAt - b.agreedAt)) {
    const lines = rows.get(clinicianName) ?? new Map<EpochMs, number | null>()
    rows.set(clinicianName, lines.set(agreedAt, later(lines.get(agreedAt), shown(delayMinutes))))
  }
  return [...rows]
    .map(([clinicianName, lines]) => ({
      clinicianName,
      lines: [...lines].slice(0, LINES).map(([agreedAt, delayMinutes]) => ({ agreedAt, delayMinutes })),
    }))
    .toSorted((a, b) => a.clinicianName.localeCompare(b.clinicianName, 'fr'))
}

const shown = (minutes: number | null): number | null => {
  if (minutes === null) return null
  return minutes < ON_TIME_BELOW ? 0 : Math.round(minutes / STEP) * STEP
}

/** Two who come at the same time: the longer wait is told. */
const later = (one: number | null | undefined, other: number | null): number | null =>
  one === undefined || one === null ? other : Math.max(one, other ?? 0)
