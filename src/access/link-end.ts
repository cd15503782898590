import type { Instant, LocalDate, Zone } from '../terms.ts'
import { addMinutes, instantAt } from '../time.ts'

const CLOSING_TIME = '20:00'
const MINUTES_AFTER_THE_PASSAGE = 120

/** What is known of a passage when its link is made: its day, the agreed time (or a window's end), the estimate. */
export type PassageTimes = {
  on: LocalDate
  zone: Zone
  agreedAt: Instant | null
  estimateAt: Instant | null
}

/** When the link of a passage ends: at 20 h of its day, or 2 h after the passage if that is later. */
export const linkEnd = ({ on, zone, agreedAt, estimateAt }: PassageTimes): Instant => {
  const passages = [agreedAt, estimateAt].filter(at => at !== null)
  const ends = passages.map(at => addMinutes(at, MINUTES_AFTER_THE_PASSAGE))
  return [instantAt(on, CLOSING_TIME, zone), ...ends].sort().at(-1)!
}
