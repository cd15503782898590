import type { Id } from '../terms.ts'
import { msToMinutes } from '../time.ts'
import type { MeasuredVisit } from './past-visit.ts'
import { quantile } from './share.ts'

/** Under so many visits, « 8 sur 10 » would be a figure of speech. */
export const LEAST_FOR_SPREAD = 10

/** How far the real hour of somebody's visits spreads. Minutes count from the agreed time or the start of the window. */
export type Spread = {
  patientId: Id
  /** The one agreed time or window of these visits; null: several that are too rare to stand alone. */
  agreed: MeasuredVisit['clock'] | null
  visits: number
  /** 8 of 10 visits began between these, as many before as after; half of all by `half`. */
  from: number
  half: number
  to: number
  /** How long after its start the window ends; 0 where a time was agreed; null: it differs. */
  windowMinutes: number | null
  /** Each visit, earliest first. */
  starts: number[]
}

/**
 * One spread per patient and agreed time, the most scattered first; what is left of a patient's visits makes one more.
 * Who has too few visits has none.
 */
export const spreads = (visits: MeasuredVisit[]): Spread[] =>
  [...Map.groupBy(visits, visit => visit.patientId).values()]
    .flatMap(spreadsOfPatient)
    .sort((a, b) => b.to - b.from - (a.to - a.from) || b.visits - a.visits)

const spreadsOfPatient = (visits: MeasuredVisit[]): Spread[] => {
  const groups = [...Map.groupBy(visits, ({ clock }) => `${clock.from} ${clock.to}`).values()]
  const often = groups.filter(alike => alike.length >= LEAST_FOR_SPREAD)
  const rare = groups.filter(alike => alike.length < LEAST_FOR_SPREAD).flat()
  const own = often.map(alike => spreadOf(alike, alike[0]!.clock))
  return rare.length < LEAST_FOR_SPREAD ? own : [...own, spreadOf(rare, null)]
}

const spreadOf = (visits: MeasuredVisit[], agreed: Spread['agreed']): Spread => {
  const starts = visits
    .map(({ begunAt, agreedFrom }) => msToMinutes(begunAt - agreedFrom))
    .sort((a, b) => a - b)
  const windows = new Set(visits.map(({ agreedFrom, agreedTo }) => msToMinutes(agreedTo - agreedFrom)))
  const leftOut = Math.floor(starts.length / 10)
  return {
    patientId: visits[0]!.patientId,
    agreed,
    visits: visits.length,
    from: starts[leftOut]!,
    half: quantile(starts, 0.5),
    to: starts.at(-1 - leftOut)!,
    windowMinutes: windows.size === 1 ? [...windows][0]! : null,
    starts,
  }
}
