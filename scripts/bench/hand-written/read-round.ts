import type { Member } from '../../../src/access/member.ts'
import { DEFAULT_TERMS } from '../../../src/cadre/terms.ts'
import type { PracticeRow } from '../../../src/db/tables/access.ts'
import type { RoundBreakRow, RoundRow, TapRow } from '../../../src/db/tables/agenda.ts'
import type { DecisionRow, NoticeRow } from '../../../src/db/tables/delays.ts'
import type { InboundMessageRow, MessageRow, TaskRow } from '../../../src/db/tables/messages.ts'
import type { CadreRow, CarerRow, PhoneRow } from '../../../src/db/tables/patients.ts'
import { NOTICE_ORIGIN } from '../../../src/delays/keep-notices.ts'
import { NO_LESSONS } from '../../../src/delays/lessons.ts'
import type { KeptForecast } from '../../../src/delays/queries.ts'
import { type StoredFacts, situationOf } from '../../../src/delays/situation.ts'
import { taskOf } from '../../../src/messages/tasks.ts'
import type { RoundStop } from '../../../src/rounds/queries.ts'
import type { EpochMs, Id } from '../../../src/terms.ts'
import { localDate, toEpochMs, toInstant } from '../../../src/time.ts'
import { decisionsOf, type LoadedRound } from '../../../src/today/loaded-round.ts'
import type { Statements } from './statements.ts'

/** Everything that the page of a round of today shows, read by prepared statements. */
export const readRound = (
  sql: Statements,
  { practiceId, zone }: Member,
  round: RoundRow,
  now: EpochMs,
): LoadedRound => {
  const of = [practiceId, round.id]
  const stops = sql.stops.all(of) as RoundStop[]
  const stopIds = JSON.stringify(stops.map(stop => stop.id))
  const patients = [...new Set(stops.map(stop => stop.patient_id))]
  const patientIds = JSON.stringify(patients)
  const noticeRows = sql.notices.all(of) as NoticeRow[]
  const kept = sql.forecast.get(of) as string
  const facts: StoredFacts = {
    practice: sql.practice.get(practiceId) as PracticeRow,
    day: {
      round,
      stops,
      breaks: sql.breaks.all(of) as RoundBreakRow[],
      taps: (sql.taps.all(of) as TapRow[]).map(tapOf),
    },
    cadres: cadresOf(patients, sql.cadres.all(practiceId, patientIds) as CadreRow[]),
    learned: learnedOf(JSON.parse(kept) as KeptForecast),
    ...people(sql, practiceId, patientIds),
    optedOut: new Set(sql.optOuts.all(practiceId) as string[]),
    noticeRows,
    outcomes: (sql.outcomes.all(practiceId, stopIds) as TaskRow[]).map(taskOf),
    tasks: (sql.tasks.all(practiceId, stopIds) as TaskRow[]).map(taskOf),
  }
  const decisions = sql.decisions.all(of) as DecisionRow[]
  const about = JSON.stringify(noticeRows.map(notice => notice.id))
  const circuit = sql.circuit.get() as { opened_at: string | null; reason: string | null } | undefined
  const situation = situationOf(facts, now)
  return {
    ...situation,
    isToday: localDate(toInstant(now), zone) === round.on,
    dayIsOver: false,
    decisions: decisionsOf(situation, new Map(decisions.map(row => [row.stop_id, row]))),
    messages: sql.messages.all(practiceId, NOTICE_ORIGIN, about) as MessageRow[],
    replies: sql.replies.all(practiceId, stopIds) as InboundMessageRow[],
    gateway: circuit?.opened_at
      ? { down: true, since: circuit.opened_at, lockedOut: circuit.reason === 'locked_out' }
      : { down: false },
    withHomeAccess: new Set(sql.homeAccess.all(practiceId, patientIds) as Id[]),
  }
}

/** What was learned, as kept: only an older version kept less. */
const learnedOf = ({ durations, lessons, expectations }: KeptForecast): StoredFacts['learned'] => ({
  durations: new Map(Object.entries(durations)),
  lessons: lessons ?? NO_LESSONS,
  expectations: expectations ?? {},
})

const people = (sql: Statements, practiceId: Id, patientIds: string) => {
  const phones = sql.phones.all(practiceId, patientIds) as PhoneRow[]
  const byCarer = Map.groupBy(phones, phone => phone.carer_id)
  const carers = sql.carers.all(practiceId, patientIds) as CarerRow[]
  return { phones, carers: carers.map(carer => ({ ...carer, phones: byCarer.get(carer.id) ?? [] })) }
}

const cadresOf = (patientIds: Id[], rows: CadreRow[]): StoredFacts['cadres'] => {
  const agreed = new Map(
    rows.map(row => [row.patient_id, { version: row.version, terms: JSON.parse(row.terms) }]),
  )
  return new Map(patientIds.map(id => [id, agreed.get(id) ?? { version: 0, terms: DEFAULT_TERMS }]))
}

const tapOf = (row: TapRow) => ({
  id: row.id,
  stopId: row.stop_id,
  kind: row.kind,
  happenedAt: toEpochMs(row.happened_at),
  receivedAt: toEpochMs(row.received_at),
  minutes: row.minutes,
  ofTapId: row.of_tap_id,
})
