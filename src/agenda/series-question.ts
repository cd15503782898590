import type { PassageWindow } from '../cadre/terms.ts'
import type { EpochMs, Id, LocalDate } from '../terms.ts'
import type { LegEnd } from '../travel/minutes.ts'
import type { Holiday } from './holidays.ts'
import type { Availability } from './opening.ts'
import type { OwnTimes } from './own-times.ts'
import type { Occurrence, SeriesRule } from './recurrence.ts'
import type { Break, Busy, TravelMinutes, Wanted } from './slots.ts'

/** Time that is taken, and by whom when it is a patient of the practice. */
export type NamedBusy = Busy & { by: Named | null }

export type Named = { patientId: Id; name: string }

/** Everything that a series is laid out against, as known when it is asked. */
export type SeriesQuestion = {
  rule: SeriesRule
  from: LocalDate
  /** The last day that may be given. */
  to: LocalDate
  /** How many to place; null: all that fall between the two days. */
  sessions: number | null
  kind: Wanted
  where: LegEnd | null
  travel: TravelMinutes
  availability: Availability
  /** False: this clinician never entered any hours, so that they cannot be checked. */
  knowsHours: boolean
  /** The holidays on which the clinician does not work. */
  holidays: readonly Holiday[]
  busy: readonly NamedBusy[]
  breaks: readonly Break[]
  patient: OwnTimes & {
    /** The windows of the cadre; empty: none agreed, or not the practice's place to keep to them. */
    windows: readonly PassageWindow[]
  }
  now: EpochMs
}

/** Why a date cannot simply be given. */
export type Obstacle =
  | { why: 'past' | 'absent' | 'away' | 'closed' | 'outside' | 'same' | 'travel' | 'break' }
  | { why: 'holiday'; name: string }
  | { why: 'taken'; by: Named | null }

/** What was chosen for a date in conflict. `at`: one of the proposals. */
export type Choice = { take: 'skip' } | { take: 'keep' } | { take: 'at'; at: EpochMs }

/** One date of a series as it would be booked. `at`: when it begins, or its window does. */
export type Line = Occurrence & {
  at: EpochMs
  obstacle: Obstacle | null
  /** Other times near it, the best first: two at most. */
  proposals: EpochMs[]
  /** What will happen with it; null: it is free and taken as it is. */
  choice: Choice | null
  /** It makes up for one that was skipped. */
  added: boolean
}
