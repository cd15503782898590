import { isAhead } from '../agenda/appointment-status.ts'
import { KINDS } from '../agenda/appointment-words.ts'
import { localTimeWords } from '../cadre/window-words.ts'
import type { French } from '../http/french.ts'
import { patientName } from '../patients/names.ts'
import type { EpochMs, Id, LocalDate, Zone } from '../terms.ts'
import { localDate, toInstant } from '../time.ts'
import type { LegEnd } from '../travel/minutes.ts'
import type { DayHours } from './closures.ts'
import { crowdedOnes } from './crowded.ts'
import { freeRows, outside } from './free-rows.ts'
import { placeOf, ROWS_A_DAY, type Rows, rowNow, rowsOf, timeOfRow } from './grid.ts'
import { inLanes } from './lanes.ts'
import { lookOf } from './look.ts'
import { type ShownAppointment, takenBy } from './shown-appointment.ts'
import { waysOf } from './ways.ts'

/** What one clinician's day is drawn from. */
export type DayFacts = {
  on: LocalDate
  clinicianId: Id
  appointments: readonly ShownAppointment[]
  hours: DayHours
}

/** How it is looked at. */
export type Sight = {
  now: EpochMs
  zone: Zone
  f: French
  practice: LegEnd
  legMinutes: number
  /** The hours that are drawn. */
  shown: Rows
  /** Shorter than that nobody is given a free place to click on. */
  leastGap: number
  /** How many may be drawn side by side. */
  most: number
  mayBook: boolean
  /** The appointment beside the week, and its series. */
  chosen: { id: Id; seriesId: Id | null } | null
  pathOf: (appointmentId: Id) => string
  dayPath: (facts: DayFacts) => string
}

/** A quarter of an hour at least, so that a name can be read and touched. */
const LEAST_ROWS = 3

export type Column = ReturnType<typeof columnOf>

/** One day of one clinician, as the page draws it: everything with its rows, in the order in which it is read. */
export const columnOf = (facts: DayFacts, sight: Sight) => {
  const { on, clinicianId, hours } = facts
  const { zone } = sight
  const timed = timedOf(facts, zone)
  const crowded = crowdedOnes(facts.appointments)
  const { placed, folded } = inLanes(timed, sight.most)
  const draw = (row: ShownAppointment) => drawn(row, sight, crowded.has(row.id))
  return {
    on,
    clinicianId,
    background: [
      ...(hours.open ? outside(hours.open) : []).map(rows => ({ ...rows, words: '' })),
      ...hours.closures,
    ].flatMap(({ words, ...rows }) => cutTo(sight.shown, rows).map(left => ({ ...placeOf(left), words }))),
    items: inOrder([
      ...placed.map(({ row, lane, of, from, to }) => ({ from, to, lane, of, appointment: draw(row) })),
      ...folded.map(({ count, ...more }) => ({ ...more, folded: { count, path: sight.dayPath(facts) } })),
      ...waysBetween(timed, sight).map(({ rows, minutes }) => ({ ...rows, way: { minutes } })),
      ...gapsOf(facts, sight, timed).map(rows => ({ ...rows, gap: gapOf(rows, facts) })),
    ]),
    untimed: facts.appointments.filter(row => !takenBy(row)).map(draw),
    clock: clockIn(facts, sight),
    count: facts.appointments.length,
  }
}

/** The appointments of a day that have a time, with the rows that each takes. */
export const timedOf = ({ on, appointments }: Pick<DayFacts, 'on' | 'appointments'>, zone: Zone): Timed[] =>
  appointments.flatMap(row => {
    const taken = takenBy(row)
    const rows = taken && rowsOf(on, taken, zone, LEAST_ROWS)
    return taken && rows ? [{ row, taken, ...rows }] : []
  })

const clockIn = ({ on }: DayFacts, { now, zone, shown }: Sight) => {
  if (on !== localDate(toInstant(now), zone)) return null
  const row = rowNow(now, zone)
  return cutTo(shown, { from: row, to: row + 1 }).map(placeOf)[0] ?? null
}

const cutTo = (shown: Rows, { from, to }: Rows): Rows[] => {
  const cut = { from: Math.max(from, shown.from), to: Math.min(to, shown.to) }
  return cut.from < cut.to ? [cut] : []
}

type Item = Rows & {
  lane?: number
  of?: number
  appointment?: ReturnType<typeof drawn>
  folded?: { count: number; path: string }
  way?: { minutes: number }
  gap?: ReturnType<typeof gapOf>
}

const inOrder = (items: Item[]) =>
  items
    .toSorted((a, b) => a.from - b.from || (a.lane ?? 0) - (b.lane ?? 0))
    .map(({ from, to, ...item }) => ({ ...item, ...placeOf({ from, to }) }))

const drawn = (row: ShownAppointment, sight: Sight, crowded: boolean) => {
  const { f, now, chosen } = sight
  const look = lookOf(row, { now, crowded })
  const isSame = chosen?.seriesId != null && row.series_id === chosen.seriesId && row.id !== chosen.id
  return {
    id: row.id,
    path: sight.pathOf(row.id),
    name: row.last_name || row.first_name,
    whole: patientName(row),
    when: whenWords(row, f),
    start: startWords(row, f),
    counter: counterOf(row),
    home: row.place === 'home',
    movable: sight.mayBook && isAhead(row.status),
    ...look,
    sel: row.id === chosen?.id,
    same: isSame,
    label: [
      whenWords(row, f),
      patientName(row),
      [KINDS[row.kind], seriesWords(row)].filter(Boolean).join(' '),
      look.words,
      row.place === 'home' ? 'à domicile' : 'au cabinet',
    ].join(', '),
  }
}

const startWords = ({ agreed_at, window_from_at }: ShownAppointment, f: French): string => {
  const start = agreed_at ?? window_from_at
  return start === null ? '' : f.time(start)
}

const whenWords = ({ agreed_at, window_from_at, window_to_at }: ShownAppointment, f: French): string => {
  if (agreed_at) return f.time(agreed_at)
  return window_from_at && window_to_at
    ? `${f.time(window_from_at)}\u00a0– ${f.time(window_to_at)}`
    : 'sans heure'
}

type OfSeries = Pick<ShownAppointment, 'series_position' | 'series_total'>

/** « 8/15 » */
const counterOf = ({ series_position, series_total }: OfSeries): string =>
  series_position === null || series_total === null ? '' : `${series_position}/${series_total}`

/** « 8 sur 15 » */
const seriesWords = ({ series_position, series_total }: OfSeries): string =>
  series_position === null || series_total === null ? '' : `${series_position} sur ${series_total}`

type Timed = Rows & { row: ShownAppointment; taken: { from: EpochMs; to: EpochMs } }

/** Ways that are drawn: those for which there is room between what is drawn. */
const waysBetween = (timed: readonly Timed[], { practice, legMinutes, zone }: Sight) => {
  const day = timed
    .toSorted((a, b) => a.taken.from - b.taken.from)
    .map(({ row, taken }) => ({ place: row.place, lat: row.lat, lon: row.lon, ...taken, on: row.on }))
  return waysOf(day, practice, legMinutes).flatMap(({ minutes, ...way }) => {
    const rows = rowsOf(day[0]!.on, way, zone)
    const isCovered = rows && timed.some(({ from, to }) => from < rows.to && rows.from < to)
    return rows && !isCovered ? [{ rows, minutes }] : []
  })
}

/** Where one more may be booked: open, from now on, with nothing drawn. */
const gapsOf = (
  { on, hours }: DayFacts,
  { now, zone, mayBook, shown, leastGap }: Sight,
  timed: readonly Rows[],
): Rows[] => {
  const today = localDate(toInstant(now), zone)
  if (!mayBook || on < today) return []
  const past = on === today ? [{ from: 0, to: rowNow(now, zone) }] : []
  const open = (hours.open ?? [shown]).flatMap(rows => cutTo(shown, rows))
  return freeRows(open, [...timed, ...hours.closures, ...past], leastGap)
}

const gapOf = ({ from, to }: Rows, { on, clinicianId }: DayFacts) => ({
  words: `libre de ${localTimeWords(timeOfRow(from))} à ${to === ROWS_A_DAY ? 'minuit' : localTimeWords(timeOfRow(to))}`,
  path: `/appointments/new?${new URLSearchParams({ date: on, clinician: clinicianId, via: 'agenda', time: timeOfRow(from) })}`,
})
