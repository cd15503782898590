import type { EpochMs, LocalDate, Place } from '../terms.ts'
import { addDays, epochAt, localDateAt, minutesToMs } from '../time.ts'
import type { LegEnd } from '../travel/minutes.ts'
import { hasRoom, type Occupation } from './capacity.ts'
import { type Availability, openIntervals } from './opening.ts'
import { longestGap, merged, overlap, type Span } from './spans.ts'

/** What a slot is looked for. */
export type Wanted = {
  durationMinutes: number
  /** Kept free after it. */
  bufferMinutes: number
  place: Place
  capacity: number
  grouped: boolean
}

/** Time that is taken. `where`: null when nobody knows, as in another calendar. */
export type Busy = Occupation & { bufferMinutes: number; where: LegEnd | null }

/** A break that may lie anywhere between two instants, and lasts so many minutes at least. */
export type Break = Span & { atLeastMinutes: number }

/** Whole minutes from one place to another one; null: unknown. */
export type TravelMinutes = (from: LegEnd | null, to: LegEnd | null) => number

export type SlotQuestion = {
  availability: Availability
  busy: readonly Busy[]
  breaks?: readonly Break[]
  kind: Wanted
  /** Where it takes place. */
  where?: LegEnd | null
  /** Nobody travels when it is left out. */
  travel?: TravelMinutes
  now: EpochMs
  /** The practice itself may book what begins in a minute. */
  ignoresNotice?: boolean
}

/** A time that can be given away. `on`: the day on which it begins. `places`: how many more patients fit. */
export type Slot = Span & { on: LocalDate; places: number }

/**
 * The times at which an appointment can begin, in order: inside the open hours of its place, not where time is taken
 * (beyond what may be shared), with the buffer after it and the way to and from it, and not sooner than may be booked.
 */
export const freeSlots = (question: SlotQuestion): Slot[] => {
  const { availability, busy, breaks = [], kind } = question
  const duration = minutesToMs(kind.durationMinutes)
  const shared = busy.filter(each => mayShare(each, question))
  const closed = closedBeginnings(
    busy.filter(each => !mayShare(each, question)),
    question,
  )
  return outside(closed, inTime(question, beginnings(availability, kind.place, duration)))
    .map(from => ({ from, to: from + duration }))
    .filter(slot => breaks.every(rest => leavesTime(rest, slot, busy)))
    .map(slot => ({ ...slot, places: placesLeft(shared, slot, kind) }))
    .filter(({ places }) => places > 0)
    .map(slot => ({ ...slot, on: localDateAt(slot.from, availability.zone) }))
}

/** Not too soon, and on the days that are asked for. */
const inTime = (
  { availability: { zone, from, to, leastNoticeMinutes }, now, ignoresNotice = false }: SlotQuestion,
  instants: readonly EpochMs[],
): EpochMs[] => {
  const soonest = now + (ignoresNotice ? 0 : minutesToMs(leastNoticeMinutes))
  const first = Math.max(soonest, epochAt(from, MIDNIGHT, zone))
  const end = epochAt(addDays(to, 1), MIDNIGHT, zone)
  return instants.filter(at => first <= at && at < end)
}

const MIDNIGHT = '00:00'

/** Every so many minutes of the open time, the night that began the day before included. */
const beginnings = (availability: Availability, place: Place, duration: EpochMs): EpochMs[] => {
  const step = minutesToMs(availability.slotStepMinutes)
  return openTime(availability, place).flatMap(({ from, to }) => {
    const count = Math.max(0, Math.floor((to - duration - from) / step) + 1)
    return Array.from({ length: count }, (_, index) => from + index * step)
  })
}

const openTime = (availability: Availability, place: Place): Span[] => {
  const open: Span[] = []
  for (let on = addDays(availability.from, -1); on <= availability.to; on = addDays(on, 1))
    open.push(...openIntervals(availability, on).filter(each => each.place === place || each.place === 'any'))
  return merged(open)
}

/** The instants, given in order, that lie inside none of the spans, which are in order too. */
const outside = (spans: readonly Span[], instants: readonly EpochMs[]): EpochMs[] => {
  let next = 0
  return instants.filter(at => {
    while (spans[next] && spans[next]!.to <= at) next++
    return !(spans[next] && spans[next]!.from < at)
  })
}

/** At the practice several may be seen at once, if both sides allow it. */
const mayShare = (busy: Busy, { kind }: SlotQuestion): boolean =>
  kind.place === 'practice' && kind.capacity > 1 && busy.where?.place === 'practice' && busy.capacity > 1

/** Where a slot cannot begin, its ends excepted: it would run into something, or there would be no time for the way. */
const closedBeginnings = (
  busy: readonly Busy[],
  { kind, where = null, travel = () => 0 }: SlotQuestion,
): Span[] => {
  const spans = busy
    .map(each => ({
      from: each.from - minutesToMs(kind.durationMinutes + kind.bufferMinutes + travel(where, each.where)),
      to: each.to + minutesToMs(each.bufferMinutes + travel(each.where, where)),
    }))
    .sort((a, b) => a.from - b.from)
  const result: Span[] = []
  for (const span of spans) {
    const last = result.at(-1)
    // What only touches leaves one instant between: a slot may begin exactly there.
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

/** How many more fit in what is shared; buffers count as taken. */
const placesLeft = (shared: readonly Busy[], slot: Span, kind: Wanted): number => {
  if (kind.place === 'home' || kind.capacity === 1) return 1
  const wanted = { ...slot, capacity: kind.capacity, grouped: kind.grouped }
  const extended = withBuffer({ ...wanted, bufferMinutes: kind.bufferMinutes })
  const beside = shared.filter(each => overlap(withBuffer(each), extended))
  let places = 0
  while (
    places < kind.capacity &&
    hasRoom([...beside, ...Array(places).fill(wanted)], wanted) &&
    hasRoom([...beside.map(withBuffer), ...Array(places).fill(extended)], extended)
  )
    places++
  return places
}

const withBuffer = <Time extends Occupation & { bufferMinutes: number }>(time: Time): Time => ({
  ...time,
  to: time.to + minutesToMs(time.bufferMinutes),
})

const leavesTime = (rest: Break, slot: Span, busy: readonly Span[]): boolean =>
  !overlap(rest, slot) || longestGap(rest, [...busy, slot]) >= minutesToMs(rest.atLeastMinutes)
