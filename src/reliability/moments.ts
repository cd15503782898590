import { type Period, periodOf } from '../cadre/windows.ts'
import { weekdayOf } from '../time.ts'
import type { MeasuredVisit } from './past-visit.ts'
import { LEAST_FOR_SHARE, lowestBelievable, type Share, shareOf } from './share.ts'

/** A part of a day of the week, 1 (Monday) to 7 (Sunday), and how many of its visits began late. */
export type Moment = { weekday: number; period: Period; late: Share }

/** Where in the week delays arise, by the agreed time of each visit; moments without visits are left out. */
export const moments = (visits: MeasuredVisit[]): Moment[] => {
  const byWeekday = Map.groupBy([...Map.groupBy(visits, visit => visit.on)], ([on]) => weekdayOf(on))
  return [...byWeekday].flatMap(([weekday, days]) => {
    const byPeriod = Map.groupBy(
      days.flatMap(([, ofDay]) => ofDay),
      visit => periodOf(visit.clock.from),
    )
    return [...byPeriod].map(([period, ofMoment]) => {
      const late = ofMoment.filter(visit => visit.late).length
      return { weekday, period, late: shareOf(late, ofMoment.length) }
    })
  })
}

/** A share worth planning for: rarer delays happen anywhere. */
const LEAST_LATE = 5
const LEAST_SHARE = 0.1

/**
 * The moment at which delays are more frequent than in the rest of the week, by more than chance would have it; the most
 * marked of them. undefined: none can be told from the others.
 */
export const standingOut = (all: Moment[]): Moment | undefined =>
  all
    .filter(moment => isMarked(moment, shareLate(all.filter(other => other !== moment))))
    .toSorted((a, b) => shareLate([b]) - shareLate([a]))[0]

const isMarked = (moment: Moment, shareElsewhere: number): boolean => {
  const { count, of } = moment.late
  const isWorth = of >= LEAST_FOR_SHARE && count >= LEAST_LATE && shareLate([moment]) >= LEAST_SHARE
  return isWorth && lowestBelievable(count, of) > shareElsewhere
}

/** NaN, with which nothing compares, where there is nothing. */
const shareLate = (some: Moment[]): number =>
  sum(some.map(({ late }) => late.count)) / sum(some.map(({ late }) => late.of))

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
