import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { Id, LocalDate, Place, Zone } from '../terms.ts'
import { localTime } from '../time.ts'
import { occurrencesOf, type SeriesRule } from './recurrence.ts'

/** How a series lays its appointments out. */
export type SeriesShape = {
  rule: SeriesRule
  fromOn: LocalDate
  clinicianId: Id
  place: Place
  durationMinutes: number
}

type Laid = Pick<
  AppointmentRow,
  'on' | 'clinician_id' | 'place' | 'duration_minutes' | 'agreed_at' | 'window_from_at' | 'window_to_at'
>

/**
 * Says of an appointment whether it is where its series put it; otherwise somebody chose that time, and is asked before
 * it changes. `to`: the last day that may be asked about.
 */
export const laidOutBy = (shape: SeriesShape, to: LocalDate, zone: Zone): ((row: Laid) => boolean) => {
  // An interval counts from the first day of the series, so that day is where the rule is unrolled from.
  const laid = new Set(
    [...occurrencesOf(shape.rule, shape.fromOn, to)].map(
      ({ on, moment }) => `${on} ${moment.from} ${moment.to}`,
    ),
  )
  return row => {
    const from = row.agreed_at ?? row.window_from_at
    if (!from || row.clinician_id !== shape.clinicianId || row.place !== shape.place) return false
    if (row.duration_minutes !== shape.durationMinutes) return false
    const end = row.window_to_at && localTime(row.window_to_at, zone)
    return laid.has(`${row.on} ${localTime(from, zone)} ${end}`)
  }
}

/** What becomes of the appointments ahead when a series is laid out anew. */
export type EditPlan<Row, Line> = {
  /** They already are where they should be. */
  same: Row[]
  moved: { row: Row; line: Line }[]
  added: Line[]
  removed: Row[]
}

/** Pairs appointments ahead, in their order, with the dates of a new layout: as few as possible are moved. */
export const planEdit = <Row, Line>(
  rows: readonly Row[],
  lines: readonly Line[],
  isSame: (row: Row, line: Line) => boolean,
): EditPlan<Row, Line> => {
  const untouched = new Map<Row, Line>()
  for (const row of rows) {
    const line = lines.find(each => isSame(row, each) && ![...untouched.values()].includes(each))
    if (line !== undefined) untouched.set(row, line)
  }
  const places = [...untouched.values()]
  const others = rows.filter(row => !untouched.has(row))
  const free = lines.filter(line => !places.includes(line))
  return {
    same: [...untouched.keys()],
    moved: others.slice(0, free.length).map((row, index) => ({ row, line: free[index]! })),
    added: free.slice(others.length),
    removed: others.slice(free.length),
  }
}

/**
 * An order in which appointments can move without ever meeting one of their own that has not moved yet. Of a ring, one
 * goes first all the same.
 */
export const inSafeOrder = <Move>(
  moves: readonly Move[],
  wouldMeet: (move: Move, other: Move) => boolean,
): Move[] => {
  const waiting = [...moves]
  const ordered: Move[] = []
  while (waiting.length > 0) {
    const free = waiting.findIndex(move => !waiting.some(other => other !== move && wouldMeet(move, other)))
    ordered.push(...waiting.splice(Math.max(0, free), 1))
  }
  return ordered
}
