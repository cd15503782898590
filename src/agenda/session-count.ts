import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import type { Id } from '../terms.ts'
import { isAhead, isStanding } from './appointment-status.ts'

/** One appointment of a prescription, as it counts. */
export type Session = Pick<AppointmentRow, 'id' | 'on' | 'status' | 'agreed_at' | 'window_from_at'>

type Prescribed = Pick<PrescriptionRow, 'sessions' | 'done_before'>

/** How far a prescription has come. What was missed was not done: it can still be. */
export type SessionCount = {
  /** Null: no number was prescribed. */
  prescribed: number | null
  done: number
  missed: number
  /** Given a time, and not begun. */
  ahead: number
  /** Prescribed and not done. */
  remaining: number | null
  /** Prescribed, and neither done nor given a time. */
  toPlace: number | null
}

export const countSessions = (
  { sessions, done_before }: Prescribed,
  all: readonly Session[],
): SessionCount => {
  const of = (isCounted: (session: Session) => boolean) => all.filter(isCounted).length
  const done = done_before + of(({ status }) => status === 'done')
  const ahead = of(({ status }) => isAhead(status) || status === 'in_progress')
  return {
    prescribed: sessions,
    done,
    missed: of(({ status }) => status === 'no_show'),
    ahead,
    remaining: sessions === null ? null : Math.max(0, sessions - done),
    toPlace: sessions === null ? null : Math.max(0, sessions - done - ahead),
  }
}

/** Which number each session has, by its id: in the order of time, without those that were missed, moved or cancelled. */
export const numberSessions = (
  { done_before }: Pick<Prescribed, 'done_before'>,
  all: readonly Session[],
): Map<Id, number> => {
  const counted = all.filter(({ status }) => isStanding(status) && status !== 'no_show').sort(byTime)
  return new Map(counted.map(({ id }, index) => [id, done_before + index + 1]))
}

export const byTime = (a: Session, b: Session): number =>
  a.on.localeCompare(b.on) || startOf(a).localeCompare(startOf(b)) || a.id.localeCompare(b.id)

const startOf = ({ agreed_at, window_from_at }: Session): string => agreed_at ?? window_from_at ?? ''

export type Knot = 'done' | 'now' | 'ahead' | 'gap'

/** More knots than this are no longer counted at a glance. */
const MOST_KNOTS = 40

/** The thread of a prescription: done, the next one, ahead, and those that have no time yet. Empty when it is too long. */
export const threadOf = ({ done, ahead, toPlace }: SessionCount): Knot[] => {
  const total = done + ahead + (toPlace ?? 0)
  if (total === 0 || total > MOST_KNOTS) return []
  return [
    ...Array<Knot>(done).fill('done'),
    ...Array.from({ length: ahead }, (_, index): Knot => (index === 0 ? 'now' : 'ahead')),
    ...Array<Knot>(toPlace ?? 0).fill('gap'),
  ]
}
