import type { EpochMs } from '../terms.ts'
import { minutesToMs } from '../time.ts'
import { type Occurrence, occurrencesOf } from './recurrence.ts'
import { obstacleTo } from './series-obstacles.ts'
import { proposalsFor } from './series-proposals.ts'
import type { Choice, Line, NamedBusy, Obstacle, SeriesQuestion } from './series-question.ts'
import { beginningOf, freeBeginnings } from './series-room.ts'

/** More are laid out in two goes: nobody looks through so many dates. */
export const MOST_LINES = 400

/** `missing`: how many of the sessions asked for found no date up to the last day. */
export type Layout = { lines: Line[]; missing: number }

/** What can be done in spite of: the past stays past, and nobody is in two places. */
export const mayKeep = (obstacle: Obstacle): boolean => !['past', 'same'].includes(obstacle.why)

/**
 * Lays a series out: for every one of its dates either a place, or what stands against it with up to two proposals and
 * what is to be done about it. Where a number is prescribed, what is skipped is made up for at the end.
 */
export const layOutSeries = (
  question: SeriesQuestion,
  choices: ReadonlyMap<string, Choice> = new Map(),
): Layout => {
  const { rule, from, to, sessions } = question
  const all = firstOf(occurrencesOf(rule, from, to), MOST_LINES)
  const ofSeries = all.map(occurrence => spanOf(question, occurrence))
  const busy = [...question.busy]
  const lines: Line[] = []
  let placed = 0
  for (const occurrence of all) {
    if (sessions !== null && placed >= sessions) break
    const others = ofSeries.filter(each => each.key !== occurrence.key)
    const line = {
      ...lineOf(question, busy, occurrence, others, choices.get(occurrence.key)),
      added: sessions !== null && lines.length >= sessions,
    }
    lines.push(line)
    if (!isGiven(line)) continue
    placed++
    busy.push(busyOf(question, busy, line))
  }
  return { lines, missing: sessions === null ? 0 : sessions - placed }
}

/** Whether something will be booked for it. */
export const isGiven = ({ choice }: Pick<Line, 'choice'>): boolean => choice?.take !== 'skip'

/** When it begins, with what was chosen. */
export const givenAt = ({ at, choice }: Pick<Line, 'at' | 'choice'>): EpochMs =>
  choice?.take === 'at' ? choice.at : at

const spanOf = ({ availability, kind }: SeriesQuestion, { key, on, moment }: Occurrence) => {
  const { from } = beginningOf(on, moment, availability.zone)
  return { key, on, from, to: from + minutesToMs(kind.durationMinutes) }
}

const lineOf = (
  question: SeriesQuestion,
  busy: readonly NamedBusy[],
  occurrence: Occurrence,
  others: Parameters<typeof proposalsFor>[3],
  chosen: Choice | undefined,
): Omit<Line, 'added'> => {
  const { from: at } = beginningOf(occurrence.on, occurrence.moment, question.availability.zone)
  const obstacle = obstacleTo(question, busy, occurrence)
  // A date without any obstacle can still be left out by hand.
  const out = chosen?.take === 'skip' ? chosen : null
  if (!obstacle) return { ...occurrence, at, obstacle, proposals: [], choice: out }
  const proposals = proposalsFor(question, busy, occurrence, others)
  return { ...occurrence, at, obstacle, proposals, choice: chosenOf(obstacle, proposals, chosen) }
}

/** What was chosen, if it can still be had; else the best proposal, else none. */
const chosenOf = (obstacle: Obstacle, proposals: readonly EpochMs[], chosen: Choice | undefined): Choice => {
  const first = proposals[0]
  const usual: Choice = first === undefined ? { take: 'skip' } : { take: 'at', at: first }
  if (chosen?.take === 'keep') return mayKeep(obstacle) ? chosen : usual
  if (chosen?.take === 'at') return proposals.includes(chosen.at) ? chosen : usual
  return chosen ?? usual
}

/** The time that a line takes: what comes after it in the series must leave it free. */
const busyOf = (question: SeriesQuestion, busy: readonly NamedBusy[], line: Line): NamedBusy => {
  const { kind, where, availability } = question
  const window = beginningOf(line.on, line.moment, availability.zone)
  const isFree = line.obstacle === null && window.to > window.from
  const from = (isFree ? freeBeginnings(question, busy, window)[0] : undefined) ?? givenAt(line)
  const to = from + minutesToMs(kind.durationMinutes)
  const { capacity, grouped, bufferMinutes } = kind
  return { from, to, capacity, grouped, bufferMinutes, where, by: null }
}

const firstOf = <Item>(items: Iterable<Item>, most: number): Item[] => {
  const found: Item[] = []
  for (const item of items) {
    if (found.length === most) break
    found.push(item)
  }
  return found
}
