import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import type { EpochMs, LocalDate, Place } from '../terms.ts'
import { isLocalDate } from '../time.ts'

/** One visit of a recorded day: what was planned, and what really happened. Both instants null: it did not take place. */
export type RecordedVisit = {
  day: LocalDate
  clinician: string
  visit: string
  seq: number
  patient: string
  care: string
  place: Place
  plannedAt: EpochMs
  plannedMinutes: number
  notBefore: EpochMs | null
  travelMinutes: number
  toleranceMinutes: number
  arrivedAt: EpochMs | null
  finishedAt: EpochMs | null
}

/** The first row that cannot be used, and why. `line`: as an editor counts them. */
export type UnusableRow = { line: number; reason: string }

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

const text = z.string({ error: 'is missing' }).trim().min(1, 'is empty')
const number = text.pipe(z.coerce.number('is not a number'))
const minutes = number.refine(value => value >= 0, 'is negative')
const instant = text
  .refine(
    value => INSTANT.test(value) && !Number.isNaN(Date.parse(value)),
    'is not an instant with its offset',
  )
  .transform(value => Date.parse(value))
const maybeInstant = z.preprocess(
  value => (typeof value === 'string' && value.trim() === '' ? null : value),
  z.union([z.null(), instant]),
)

const row = z.object({
  day: text.refine(isLocalDate, 'is not a date'),
  clinician: text,
  visit: text,
  seq: number.refine(Number.isInteger, 'is not a whole number'),
  patient: text,
  care: text,
  place: text.refine(
    (value): value is Place => value === 'home' || value === 'practice',
    'is neither home nor practice',
  ),
  planned_at: instant,
  planned_minutes: minutes,
  not_before: maybeInstant,
  travel_minutes: minutes,
  tolerance_minutes: minutes,
  arrived_at: maybeInstant,
  finished_at: maybeInstant,
})

/** Reads recorded visits from CSV (UTF-8, a header, any order of columns, others ignored); stops at the first bad row. */
export function readVisits(csv: string): RecordedVisit[] | UnusableRow {
  const rows = readRows(csv)
  if (!Array.isArray(rows)) return rows
  const visits: RecordedVisit[] = []
  const seen = { visit: new Set<string>(), place: new Set<string>() }
  for (const { line, record } of rows) {
    const visit = readVisit(record)
    if (typeof visit === 'string') return { line, reason: visit }
    const place = JSON.stringify([visit.day, visit.clinician, visit.seq])
    if (seen.visit.has(visit.visit)) return { line, reason: `visit ${visit.visit} occurs twice` }
    if (seen.place.has(place)) return { line, reason: `seq ${visit.seq} occurs twice in this day` }
    seen.visit.add(visit.visit)
    seen.place.add(place)
    visits.push(visit)
  }
  return visits
}

type Row = { line: number; record: Record<string, string> }

function readRows(csv: string): Row[] | UnusableRow {
  try {
    let header: string[] = []
    const columns = (names: string[]): string[] => {
      header = names.map(name => name.trim())
      return header
    }
    const parsed = parse(csv, { columns, bom: true, skip_empty_lines: true, info: true })
    const missing = Object.keys(row.shape).find(name => !header.includes(name))
    if (missing !== undefined) return { line: 1, reason: `the column ${missing} is missing` }
    const rows = parsed as unknown as { info: { lines: number }; record: Record<string, string> }[]
    return rows.map(({ info, record }) => ({ line: info.lines, record }))
  } catch (fault) {
    if (!(fault instanceof Error && 'lines' in fault)) throw fault
    return { line: Number(fault.lines), reason: fault.message }
  }
}

/** The visit, or what is wrong with it. */
function readVisit(record: Record<string, string>): RecordedVisit | string {
  const read = row.safeParse(record)
  if (!read.success) {
    const [issue] = read.error.issues
    return `${String(issue?.path[0])} ${wording(issue)}`
  }
  const { data } = read
  const visit: RecordedVisit = {
    day: data.day,
    clinician: data.clinician,
    visit: data.visit,
    seq: data.seq,
    patient: data.patient,
    care: data.care,
    place: data.place,
    plannedAt: data.planned_at,
    plannedMinutes: data.planned_minutes,
    notBefore: data.not_before,
    travelMinutes: data.travel_minutes,
    toleranceMinutes: data.tolerance_minutes,
    arrivedAt: data.arrived_at,
    finishedAt: data.finished_at,
  }
  return contradiction(visit) ?? visit
}

/** A value that may also be absent fails as a union: what is wrong with the value is what counts. */
const wording = (issue: z.core.$ZodIssue | undefined): string => {
  if (issue?.code !== 'invalid_union') return issue?.message ?? 'cannot be read'
  return issue.errors.at(-1)?.[0]?.message ?? issue.message
}

function contradiction({ arrivedAt, finishedAt }: RecordedVisit): string | null {
  if (arrivedAt === null && finishedAt === null) return null
  if (arrivedAt === null) return 'arrived_at is empty though finished_at is not'
  if (finishedAt === null) return 'finished_at is empty though arrived_at is not'
  return finishedAt < arrivedAt ? 'finished_at is before arrived_at' : null
}
