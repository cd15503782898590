import type { Db } from '../db/database.ts'
import { toEpochMs } from '../time.ts'
import type { MeasuredVisit } from './past-visit.ts'
import { type Asked, listCallsMade, listSentNotices } from './queries.ts'
import type { Telling, TellingsByStop } from './told.ts'

/** What was told about the visits of a period, by text, and of those that began late by telephone too. */
export const loadTellings = async (
  db: Db,
  asked: Asked,
  visits: MeasuredVisit[],
): Promise<TellingsByStop> => {
  const late = visits.flatMap(visit => (visit.late ? visit.stopId : []))
  const texts = (await listSentNotices(db, asked)).map(
    ({ stop_id, kind, from_at, to_at, sent_at }): Telling => ({
      stopId: stop_id,
      at: toEpochMs(sent_at),
      by: kind,
      range: { from: toEpochMs(from_at), to: toEpochMs(to_at) },
    }),
  )
  const calls = (await listCallsMade(db, asked.practiceId, late)).map(
    ({ stop_id, closed_at }): Telling => ({
      stopId: stop_id,
      at: toEpochMs(closed_at),
      by: 'call',
      range: null,
    }),
  )
  return Map.groupBy([...texts, ...calls], telling => telling.stopId)
}
