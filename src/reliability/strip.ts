import type { Spread } from './spread.ts'

/** One scale for all strips of a page: minutes before and after what was agreed. */
export type Axis = { from: number; to: number; marks: number[] }

/** A strip in drawing units: each visit a tick, the longer the more visits fall on the same spot. */
export type Strip = {
  /** The agreed time, or the start of the window. */
  agreed: number
  window: { x: number; width: number } | null
  /** 8 of 10 visits. */
  band: { x: number; width: number }
  ticks: string
}

export const STRIP_WIDTH = 320
export const STRIP_HEIGHT = 28

const EDGE = 8
const STEPS_MINUTES = [5, 10, 15, 30, 60]
const MOST_STEPS = 4
/** Minutes of the axis on both sides of what is shown. */
const LEAST_AIR = 3
/** One day that went wrong altogether must not make all the others unreadable. */
const EARLIEST = -60
const LATEST = 120

/** Wide enough for what is agreed and for all bands, within reason; undefined without a spread. */
export const axisOf = (spreads: Spread[]): Axis | undefined => {
  if (spreads.length === 0) return undefined
  const first = Math.max(EARLIEST, Math.min(0, ...spreads.map(spread => spread.from)))
  const ends = spreads.map(spread => Math.max(spread.to, spread.windowMinutes ?? 0))
  const last = Math.min(LATEST, Math.max(0, ...ends))
  const step = STEPS_MINUTES.find(minutes => last - first <= minutes * MOST_STEPS) ?? 60
  const air = Math.max(LEAST_AIR, Math.ceil((last - first) / 10))
  const [from, to] = [first - air, last + air]
  const [firstMark, lastMark] = [Math.ceil(from / step), Math.floor(to / step)]
  const marks = Array.from({ length: lastMark - firstMark + 1 }, (_, nth) => (firstMark + nth) * step)
  return { from, to, marks }
}

/** Where a number of minutes lies; what is beyond the axis is drawn at its edge. */
export const placeOn = ({ from, to }: Axis, minutes: number): number => {
  const share = (Math.min(Math.max(minutes, from), to) - from) / (to - from)
  return Math.round(EDGE + share * (STRIP_WIDTH - 2 * EDGE))
}

export const stripOf = (spread: Spread, axis: Axis): Strip => {
  const x = (minutes: number) => placeOn(axis, minutes)
  const span = (from: number, to: number) => ({ x: x(from), width: Math.max(4, x(to) - x(from)) })
  return {
    agreed: x(0),
    window: spread.windowMinutes ? span(0, spread.windowMinutes) : null,
    band: span(spread.from, spread.to),
    ticks: ticksOf(spread.starts.map(x)),
  }
}

const MIDDLE = STRIP_HEIGHT / 2
const SHORTEST = 3
const LONGEST = 8

const ticksOf = (places: number[]): string => {
  const piles = [...Map.groupBy(places, place => place)].map(([x, pile]) => ({ x, visits: pile.length }))
  const most = Math.max(...piles.map(pile => pile.visits))
  return piles
    .map(({ x, visits }) => {
      const half = Math.round(SHORTEST + (LONGEST - SHORTEST) * ((visits - 1) / Math.max(1, most - 1)))
      return `M${x} ${MIDDLE - half}v${2 * half}`
    })
    .join('')
}
