import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type LegEnd, travelMinutes } from '../travel/minutes.ts'

/** An appointment of a day, as far as one must go there. */
export type Whereabouts = LegEnd & { from: EpochMs; to: EpochMs }

/** A way between two appointments: to somebody's home just before it, back to the practice just after the last one. */
export type Way = { from: EpochMs; to: EpochMs; minutes: number }

/**
 * The ways of a day, between what is agreed: `day` in order. None before the first and after the last one, since nobody
 * knows from where and to where; none where there is no time left for it.
 */
export const waysOf = (day: readonly Whereabouts[], practice: LegEnd, legMinutes: number): Way[] =>
  day.slice(1).flatMap((next, index) => {
    const before = day[index]!
    const ends = { from: endOf(before, practice), to: endOf(next, practice) }
    const { minutes } = travelMinutes({ ...ends, legDefaultMinutes: legMinutes })
    const gap = next.from - before.to
    if (minutes === 0 || gap <= 0) return []
    const lasts = Math.min(minutesToMs(minutes), gap)
    return next.place === 'home'
      ? [{ from: next.from - lasts, to: next.from, minutes }]
      : [{ from: before.to, to: before.to + lasts, minutes }]
  })

const endOf = (where: Whereabouts, practice: LegEnd): LegEnd => (where.place === 'home' ? where : practice)
