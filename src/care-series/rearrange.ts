import { isAhead } from '../agenda/appointment-status.ts'
import type { Kind } from '../agenda/kinds.ts'
import { occurrencesOf } from '../agenda/recurrence.ts'
import {
  addSeries,
  handOver,
  listSessionsOf,
  recordDeed,
  type Series,
  type SessionRow,
  saveSeries,
} from '../agenda/series.ts'
import { type EditPlan, inSafeOrder, laidOutBy, planEdit } from '../agenda/series-edits.ts'
import { loadSeriesQuestion, type SeriesWish } from '../agenda/series-facts.ts'
import { isGiven, type Layout, layOutSeries } from '../agenda/series-layout.ts'
import type { Choice, Line } from '../agenda/series-question.ts'
import { byTime } from '../agenda/session-count.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import { Conflict } from '../http/refusals.ts'
import { cancelInRound, changeInRound, type Moment } from '../planning/place.ts'
import { sameAgain } from '../planning/same-again.ts'
import type { Id, Instant, LocalDate, Zone } from '../terms.ts'
import { addDays } from '../time.ts'
import { agreedOf, beginsAt, bookLines, type Common, NOT_BOOKED } from './booking.ts'
import { isNothing, type News, newsOf } from './seen.ts'

/** A series that is to go on otherwise from a day on. */
export type Rearranging = {
  prescription: PrescriptionRow
  series: Series
  wish: SeriesWish
  kind: Kind | null
  choices: ReadonlyMap<string, Choice>
  /** Those changed by hand that are to follow the rhythm again; the others stay as they are. */
  resets: ReadonlySet<Id>
  zone: Zone
}

export type Rearrangement = {
  layout: Layout
  /** Changed by hand: whoever changes the series is asked about each. */
  byHand: SessionRow[]
  plan: EditPlan<SessionRow, Line>
  /** Everything of the series from that day on. */
  scope: SessionRow[]
}

/** What would become of a series: nothing that has begun is part of it, and nothing is written. */
export const rearrange = async (
  db: Db | Trx,
  { prescription, series, wish, choices, resets, zone }: Rearranging,
  now: Instant,
): Promise<Rearrangement> => {
  const scope = await aheadOf(db, series, wish.from, now)
  const last = scope.at(-1)?.on ?? wish.from
  const shape = { ...shapeOf(series), fromOn: series.from_on }
  const isAsLaidOut = laidOutBy(shape, last, zone)
  const byHand = scope.filter(row => !isAsLaidOut(row))
  const kept = byHand.filter(({ id }) => !resets.has(id))
  const moving = scope.filter(row => !kept.includes(row))
  const sessions = prescription.sessions === null ? null : moving.length
  const asked = { ...wish, sessions, exceptIds: moving.map(({ id }) => id) }
  const question = await loadSeriesQuestion(db, asked, now)
  const layout = layOutSeries(question, new Map([...standIns(kept, asked), ...choices]))
  const plan = planEdit(moving, layout.lines.filter(isGiven), (row, line) => isThere(row, line, wish, zone))
  return { layout, byHand, plan, scope }
}

const shapeOf = ({ rule, clinician_id, place, duration_minutes }: Series) => ({
  rule,
  clinicianId: clinician_id,
  place,
  durationMinutes: duration_minutes,
})

/** What of a series is still ahead from a day on, in its order. */
export const aheadOf = async (
  db: Db | Trx,
  { practice_id, prescription_id, id }: Series,
  from: LocalDate,
  now: Instant,
): Promise<SessionRow[]> =>
  (await listSessionsOf(db, practice_id, [prescription_id]))
    .filter(row => row.series_id === id && row.on >= from && isAhead(row.status))
    .filter(row => (row.window_to_at ?? row.agreed_at ?? now) >= now)
    .sort(byTime)

const DAYS_NEAR = 3

/** One kept as it is stands for the date of the rhythm that is nearest to it: that one is left out. */
const standIns = (kept: readonly SessionRow[], { rule, from, to }: SeriesWish): Map<string, Choice> => {
  const skipped = new Map<string, Choice>()
  for (const { on } of kept) {
    const first = [addDays(on, -DAYS_NEAR), from].sort().at(-1)!
    const last = [addDays(on, DAYS_NEAR), to].sort()[0]!
    const near = [...occurrencesOf(rule, from, last)].filter(
      each => each.on >= first && !skipped.has(each.key),
    )
    const distance = (day: LocalDate) => Math.abs(Date.parse(day) - Date.parse(on))
    const [nearest] = near.sort((a, b) => distance(a.on) - distance(b.on))
    if (nearest) skipped.set(nearest.key, { take: 'skip' })
  }
  return skipped
}

const isThere = (row: SessionRow, line: Line, wish: SeriesWish, zone: Zone): boolean => {
  const agreed = agreedOf(line, zone)
  return (
    row.on === agreed.on &&
    row.agreed_at === agreed.agreedAt &&
    row.window_from_at === (agreed.window?.fromAt ?? null) &&
    row.window_to_at === (agreed.window?.toAt ?? null) &&
    row.clinician_id === wish.clinicianId &&
    row.place === wish.kind.place &&
    row.duration_minutes === wish.kind.durationMinutes
  )
}

export type Rearranged =
  | { done: true; moved: number; booked: number; cancelled: number }
  | { done: false; why: 'outdated' }
  | { done: false; why: 'news'; rearrangement: Rearrangement; news: News }

/** `seen`: what the preview showed; `tell`: the patient hears of it, in one message. */
type Saving = { seen: unknown; version: number; by: Id; tell: boolean }

/**
 * Lets a series go on otherwise: what is ahead moves, what is done or was missed stays. All of it or nothing: where
 * anything is not as it was shown, nothing is changed.
 */
export const saveRearranged = async (
  trx: Trx,
  { seen, version, by, tell, ...rearranging }: Rearranging & Saving,
  moment: Moment,
): Promise<Rearranged> => {
  const { series, wish, prescription, kind, zone } = rearranging
  const practiceId = series.practice_id
  if (series.version !== version || series.ended_at !== null) return { done: false, why: 'outdated' }
  const rearrangement = await rearrange(trx, rearranging, moment.now)
  const { layout, plan, scope } = rearrangement
  const news = newsOf(layout.lines, seen, rearranging.choices)
  if (!isNothing(news) || scope.length === 0) return { done: false, why: 'news', rearrangement, news }
  const of = { practiceId, id: series.id, version }
  if ((await saveSeries(trx, of, { to_on: addDays(wish.from, -1) })) === 'outdated')
    return { done: false, why: 'outdated' }
  const { durationMinutes, place } = wish.kind
  const common: Common = { prescription, clinicianId: wish.clinicianId, kind, place, durationMinutes, zone }
  const id = await addSeries(
    trx,
    {
      practiceId,
      patientId: series.patient_id,
      prescriptionId: prescription.id,
      clinicianId: wish.clinicianId,
      place,
      durationMinutes,
      rule: wish.rule,
      fromOn: wish.from,
      kindId: series.kind_id,
      continuesId: series.id,
    },
    moment.now,
  )
  await handOver(
    trx,
    practiceId,
    scope.map(row => row.id),
    id,
  )
  await applyPlan(trx, plan, common, { id, moment, tell })
  const done = { moved: plan.moved.length, booked: plan.added.length, cancelled: plan.removed.length }
  const deed = { kind: 'changed', ...done, from: wish.from } as const
  await recordDeed(trx, { practiceId, seriesId: id, by }, deed, moment.now)
  return { done: true, ...done }
}

const applyPlan = async (
  trx: Trx,
  plan: Rearrangement['plan'],
  common: Common,
  { id, moment, tell }: { id: Id; moment: Moment; tell: boolean },
): Promise<void> => {
  const { clinicianId, place, durationMinutes, zone } = common
  const moves = plan.moved.map(({ row, line }) => ({ row, to: agreedOf(line, zone) }))
  const safe = inSafeOrder(
    moves,
    (move, other) => beginsAt(other.row) === (move.to.agreedAt ?? move.to.window?.fromAt ?? null),
  )
  for (const row of plan.removed) {
    const of = { practiceId: row.practice_id, id: row.id, version: row.version }
    demand(await cancelInRound(trx, { ...of, reason: 'rhythm' }, moment, { tell }))
  }
  for (const { row, to } of safe) {
    const wanted = { ...sameAgain(row), clinicianId, place, durationMinutes, ...to }
    const of = { practiceId: row.practice_id, id: row.id, version: row.version }
    // The layout was made in this transaction: what still overlaps was chosen.
    demand(await changeInRound(trx, of, wanted, moment, { overlap: true, tell }))
  }
  const numbers = [...plan.same, ...moves.map(({ row }) => row)].map(row => row.series_position ?? 0)
  await bookLines(trx, plan.added, common, { id, first: Math.max(0, ...numbers) + 1 }, { moment, tell })
}

const demand = (outcome: string): void => {
  if (outcome !== 'changed') throw new Conflict(NOT_BOOKED)
}
