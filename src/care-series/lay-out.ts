import type { Kind } from '../agenda/kinds.ts'
import { addSeries, listSessionsOf, recordDeed } from '../agenda/series.ts'
import { loadSeriesQuestion, type SeriesWish } from '../agenda/series-facts.ts'
import { isGiven, type Layout, layOutSeries } from '../agenda/series-layout.ts'
import type { Choice } from '../agenda/series-question.ts'
import { numberSessions } from '../agenda/session-count.ts'
import type { Trx } from '../db/database.ts'
import type { PrescriptionRow } from '../db/tables/series.ts'
import type { Moment } from '../planning/place.ts'
import type { Id, Zone } from '../terms.ts'
import { bookLines } from './booking.ts'
import { isNothing, type News, newsOf } from './seen.ts'

export type LaidOut = { done: true; booked: number } | { done: false; layout: Layout; news: News }

type Laying = {
  prescription: PrescriptionRow
  wish: SeriesWish
  kind: Kind | null
  choices: ReadonlyMap<string, Choice>
  /** What was on the preview. */
  seen: unknown
  zone: Zone
  by: Id
  /** The patient is sent the dates, in one message. */
  tell: boolean
}

/**
 * Books a series, all of it or nothing: every date is looked at once more, and where anything is not as it was shown,
 * nothing is booked and it is shown again.
 */
export const laySeries = async (trx: Trx, laying: Laying, moment: Moment): Promise<LaidOut> => {
  const { prescription, wish, kind, choices } = laying
  const question = await loadSeriesQuestion(trx, wish, moment.now)
  const layout = layOutSeries(question, choices)
  const news = newsOf(layout.lines, laying.seen, choices)
  const given = layout.lines.filter(isGiven)
  if (!isNothing(news) || given.length === 0) return { done: false, layout, news }
  const { practiceId, patientId, clinicianId, rule } = wish
  const { durationMinutes, place } = wish.kind
  const shape = { clinicianId, place, durationMinutes }
  const id = await addSeries(
    trx,
    {
      practiceId,
      patientId,
      prescriptionId: prescription.id,
      ...shape,
      rule,
      fromOn: wish.from,
      kindId: kind?.id ?? null,
      continuesId: null,
    },
    moment.now,
  )
  const before = await listSessionsOf(trx, practiceId, [prescription.id])
  const first = Math.max(prescription.done_before, ...numberSessions(prescription, before).values()) + 1
  await bookLines(
    trx,
    given,
    { prescription, kind, ...shape, zone: laying.zone },
    { id, first },
    { moment, tell: laying.tell },
  )
  const deed = { booked: given.length, skipped: layout.lines.length - given.length }
  const days = { from: given[0]!.on, to: given.at(-1)!.on }
  await recordDeed(
    trx,
    { practiceId, seriesId: id, by: laying.by },
    { kind: 'laid_out', ...deed, ...days },
    moment.now,
  )
  return { done: true, booked: given.length }
}
