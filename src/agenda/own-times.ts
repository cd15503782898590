import type { LocalDate } from '../terms.ts'
import { overlap, type Span } from './spans.ts'

/** When a patient cannot be seen: away, or with somebody already. */
export type OwnTimes = {
  absences: readonly { from_on: LocalDate; to_on: LocalDate | null }[]
  /** The times of the patient's other appointments, with whomever. */
  times: readonly Span[]
}

export const isAbsent = (absences: OwnTimes['absences'], on: LocalDate): boolean =>
  absences.some(({ from_on, to_on }) => from_on <= on && on <= (to_on ?? '9'))

/** Whether the patient could be seen then. */
export const suits = ({ absences, times }: OwnTimes, slot: Span & { on: LocalDate }): boolean =>
  !isAbsent(absences, slot.on) && !times.some(time => overlap(time, slot))
