import type { Hours, HoursPlace } from '../agenda/opening.ts'
import type { FieldErrors } from '../http/form.ts'
import { NO_BREAK } from '../http/french.ts'
import { readLocalTime } from '../http/typed-time.ts'
import type { LocalTime } from '../terms.ts'

/** Lines « de … à … » of a form, as typed. */
export type TypedRange = { from: string; to: string; place: string }

export type ReadRanges = { hours: Hours[]; errors: FieldErrors }

/** What was typed as a list of lines, whatever came; an empty line is none. */
export const typedRanges = (value: unknown): TypedRange[] =>
  (Array.isArray(value) ? value : []).map(row => ({
    from: textOf(row, 'from'),
    to: textOf(row, 'to'),
    place: textOf(row, 'place'),
  }))

const textOf = (row: unknown, field: string): string => {
  const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[field] : ''
  return typeof value === 'string' ? value.trim().slice(0, 20) : ''
}

const isFilled = ({ from, to }: TypedRange): boolean => from !== '' || to !== ''

/** Hours out of the lines of one day, in order; what is wrong is named by its field under `at`. */
export const readRanges = (rows: readonly TypedRange[], at: string): ReadRanges => {
  const lines = rows.map((row, index) => ({ ...row, at: `${at}[${index}]` })).filter(isFilled)
  const read = lines.flatMap(readLine).toSorted((a, b) => a.from.localeCompare(b.from))
  return {
    hours: read.map(({ from, to, place }) => ({ from, to, place })),
    errors: Object.assign({}, ...lines.map(lineErrors), overlapErrors(read)),
  }
}

type Line = TypedRange & { at: string }

const readLine = ({ at, place, ...typed }: Line): (Hours & { at: string })[] => {
  const [from, to] = [readLocalTime(typed.from), readLocalTime(typed.to)]
  return from && to ? [{ at, from, to, place: placeOf(place) }] : []
}

const lineErrors = (line: Line): FieldErrors => {
  const [from, to] = [readLocalTime(line.from), readLocalTime(line.to)]
  const isLong = from && to && lastingMinutes(from, to) > LONGEST_MINUTES
  return {
    ...(!from && { [`${line.at}[from]`]: NOT_A_TIME }),
    ...(!to && { [`${line.at}[to]`]: NOT_A_TIME }),
    ...(isLong && { [`${line.at}[to]`]: TOO_LONG }),
  }
}

/** Of lines in the order of their beginning. */
const overlapErrors = (read: readonly (Hours & { at: string })[]): FieldErrors =>
  Object.fromEntries(
    read
      .filter(({ from }, index) => {
        const before = read[index - 1]
        return before && (before.to <= before.from || from < before.to)
      })
      .map(({ at }) => [`${at}[from]`, OVERLAPS]),
  )

const placeOf = (typed: string): HoursPlace => (typed === 'practice' || typed === 'home' ? typed : 'any')

const NOT_A_TIME = `Écrivez une heure, par exemple 9${NO_BREAK}h${NO_BREAK}30.`
const TOO_LONG = 'La fin vient avant le début. Une nuit dure 16 heures au plus.'
const OVERLAPS = 'Ces heures en croisent d’autres du même jour.'

/** More would be a slip: 14 h to 9 h is no night. */
const LONGEST_MINUTES = 16 * 60

const lastingMinutes = (from: LocalTime, to: LocalTime): number => {
  const minutes = minutesOf(to) - minutesOf(from)
  return minutes > 0 ? minutes : minutes + 24 * 60
}

const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
