import { STANDING } from '../agenda/appointment-status.ts'
import type { Db } from '../db/database.ts'
import type { NoticeRow } from '../db/tables/delays.ts'
import type { Tap } from '../rounds/taps.ts'
import type { Id, Instant } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import type { Period } from './period.ts'

/** Which rounds a page is about; `clinicianId` null: those of the whole practice. */
export type Asked = { practiceId: Id; clinicianId: Id | null; period: Period }

/** As a subquery and not as a join: SQLite would otherwise begin with all stops of the practice. */
const roundsAsked = (db: Db, { practiceId, clinicianId, period }: Asked) =>
  db
    .selectFrom('rounds')
    .select('rounds.id')
    .where('rounds.practice_id', '=', practiceId)
    .where('rounds.on', '>=', period.from)
    .where('rounds.on', '<=', period.to)
    .$if(clinicianId !== null, query => query.where('rounds.clinician_id', '=', clinicianId!))

export type VisitRow = Awaited<ReturnType<typeof listVisitRows>>[number]

/** One row per planned visit, its taps added up. */
export const listVisitRows = async (db: Db, asked: Asked) =>
  await db
    .selectFrom('stops as s')
    .innerJoin('appointments as a', 'a.id', 's.appointment_id')
    .leftJoin('taps as t', join =>
      join.onRef('t.practice_id', '=', 's.practice_id').onRef('t.stop_id', '=', 's.id'),
    )
    .select(['s.id as stop_id', 'a.patient_id', 'a.on', 'a.kind'])
    .select(['a.agreed_at', 'a.window_from_at', 'a.window_to_at', 'a.tolerance_minutes'])
    .select(eb => [
      eb.fn
        .min(eb.case().when('t.kind', '=', 'arrival').then(eb.ref('t.happened_at')).end())
        .as('arrived_at'),
      eb.fn
        .min(eb.case().when('t.kind', '=', 'completion').then(eb.ref('t.happened_at')).end())
        .as('completed_at'),
      eb.fn.count<number>(eb.case().when('t.kind', '=', 'arrival').then(1).end()).as('arrivals'),
      eb.fn
        .count<number>(
          eb.case().when('t.kind', 'not in', ['departure', 'arrival', 'completion']).then(1).end(),
        )
        .as('others'),
    ])
    .where('s.practice_id', '=', asked.practiceId)
    .where('s.round_id', 'in', roundsAsked(db, asked))
    .where('a.status', 'in', STANDING)
    .groupBy(['s.id', 'a.id'])
    .execute()

/** A statement has room for some thousands of values. */
const STOPS_AT_ONCE = 1000

const inPortions = async <Row>(ids: Id[], read: (some: Id[]) => Promise<Row[]>): Promise<Row[]> => {
  const rows: Row[] = []
  for (let from = 0; from < ids.length; from += STOPS_AT_ONCE)
    rows.push(...(await read(ids.slice(from, from + STOPS_AT_ONCE))))
  return rows
}

/** Every tap of these stops. */
export const listTapsOfStops = async (
  db: Db,
  practiceId: Id,
  stopIds: Id[],
): Promise<(Tap & { stopId: Id })[]> => {
  const rows = await inPortions(stopIds, some =>
    db
      .selectFrom('taps')
      .select(['id', 'stop_id', 'kind', 'happened_at', 'received_at', 'minutes', 'of_tap_id'])
      .where('practice_id', '=', practiceId)
      .where('stop_id', 'in', some)
      .execute(),
  )
  return rows.map(row => ({
    id: row.id,
    stopId: row.stop_id!,
    kind: row.kind,
    happenedAt: toEpochMs(row.happened_at),
    receivedAt: toEpochMs(row.received_at),
    minutes: row.minutes,
    ofTapId: row.of_tap_id,
  }))
}

export type SentNotice = Pick<NoticeRow, 'stop_id' | 'kind' | 'from_at' | 'to_at'> & { sent_at: Instant }

/** The notices that left: what was held back, withdrawn or never arrived told nobody anything. */
export const listSentNotices = async (db: Db, asked: Asked): Promise<SentNotice[]> =>
  await db
    .selectFrom('notices')
    .select(['stop_id', 'kind', 'from_at', 'to_at', 'sent_at'])
    .where('practice_id', '=', asked.practiceId)
    .where('round_id', 'in', roundsAsked(db, asked))
    .where('state', '=', 'sent')
    .$narrowType<{ sent_at: Instant }>()
    .execute()

export type CallMade = { stop_id: Id; closed_at: Instant }

/** The calls in which somebody was told of the delay of one of these visits. */
export const listCallsMade = async (db: Db, practiceId: Id, stopIds: Id[]): Promise<CallMade[]> =>
  await inPortions(stopIds, some =>
    db
      .selectFrom('tasks')
      .select(['stop_id', 'closed_at'])
      .where('practice_id', '=', practiceId)
      .where('stop_id', 'in', some)
      .where('kind', '=', 'call')
      .where('outcome', '=', 'told')
      .$narrowType<CallMade>()
      .execute(),
  )

export type Clinician = { id: Id; firstName: string }

/** Who had a round in a period, by first name. */
export const listClinicians = async (db: Db, practiceId: Id, { from, to }: Period): Promise<Clinician[]> =>
  await db
    .selectFrom('users')
    .select(['id', 'first_name as firstName'])
    .where('id', 'in', query =>
      query
        .selectFrom('rounds')
        .select('clinician_id')
        .where('practice_id', '=', practiceId)
        .where('on', '>=', from)
        .where('on', '<=', to),
    )
    .orderBy('first_name')
    .orderBy('id')
    .execute()

/** The names of these patients, by id. */
export const patientsNamed = async (db: Db, practiceId: Id, ids: Id[]) => {
  const rows = await inPortions(ids, some =>
    db
      .selectFrom('patients')
      .select(['id', 'civility', 'first_name', 'last_name'])
      .where('practice_id', '=', practiceId)
      .where('id', 'in', some)
      .execute(),
  )
  return new Map(rows.map(row => [row.id, row]))
}
