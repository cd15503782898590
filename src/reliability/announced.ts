import type { MeasuredVisit } from './past-visit.ts'
import { type Share, shareOf } from './share.ts'
import { saidBefore, type Telling, type TellingsByStop } from './told.ts'

/** What became of the visits of which a text had announced that they would be late. */
export type Announced = {
  /** Really began late. */
  right: Share
  /** Of those not called back « à l’heure »: begun within the range announced last, before it, after it. */
  inRange: Share
  earlier: number
  later: number
  /** A last text said that the agreed time held again. */
  calledBack: number
}

export const announcedByText = (visits: MeasuredVisit[], tellings: TellingsByStop): Announced => {
  const announced = visits.flatMap(visit => {
    const texts = saidBefore(visit, tellings).filter(telling => telling.by !== 'call')
    return texts.some(text => text.by !== 'on_time') ? [{ visit, last: texts.at(-1)! }] : []
  })
  const standing = announced.filter(({ last }) => last.by !== 'on_time')
  const count = (place: Place) => standing.filter(each => placeOf(each.visit, each.last) === place).length
  return {
    right: shareOf(announced.filter(({ visit }) => visit.late).length, announced.length),
    inRange: shareOf(count('inside'), standing.length),
    earlier: count('earlier'),
    later: count('later'),
    calledBack: announced.length - standing.length,
  }
}

type Place = 'inside' | 'earlier' | 'later'

const placeOf = ({ begunAt }: MeasuredVisit, { range }: Telling): Place => {
  if (range && begunAt < range.from) return 'earlier'
  return range && begunAt > range.to ? 'later' : 'inside'
}
