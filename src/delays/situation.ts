import type { Contact } from '../cadre/contacts.ts'
import { contactsFor } from '../cadre/contacts.ts'
import { cadresOf } from '../cadre/queries.ts'
import type { Cadre, CadreTerms } from '../cadre/terms.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { NoticeRow } from '../db/tables/delays.ts'
import type { PhoneRow } from '../db/tables/patients.ts'
import { listOptedOutPhones } from '../messages/opt-out.ts'
import { listOpenTasks, listOutcomes, type Task } from '../messages/tasks.ts'
import { type Carer, listCarers, listPhones } from '../patients/queries.ts'
import { loadRound, type RoundDay } from '../rounds/queries.ts'
import { deriveRound, type RoundState } from '../rounds/round-state.ts'
import type { EpochMs, Id } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type Forecast, forecast } from './forecast.ts'
import { type Learned, loadLearned } from './learned.ts'
import { habitsOf } from './lessons.ts'
import type { CallMade } from './notices.ts'
import { planOf } from './plan.ts'
import { listNotices } from './queries.ts'
import type { Plan } from './schedule.ts'
import { noticeOf, type StoredNotice } from './stored-notice.ts'

/** Everything that is known of a round when one thinks about its delays, and the forecast that follows from it. */
export type Situation = {
  practice: PracticeRow
  day: RoundDay
  state: RoundState
  /** By patient: what was agreed in the cadre. */
  terms: Map<Id, CadreTerms>
  plan: Plan
  learned: Learned
  forecast: Forecast
  phones: PhoneRow[]
  carers: Carer[]
  /** By stop: whom to reach about a delay, and how. */
  contacts: Map<Id, Contact[]>
  noticeRows: NoticeRow[]
  notices: Map<Id, StoredNotice[]>
  /** By stop: the last call in which somebody was told. */
  calls: Map<Id, CallMade>
  /** What is open about the stops of this round. */
  tasks: Task[]
}

/** What a situation follows from, as it is stored. */
export type StoredFacts = {
  practice: PracticeRow
  day: RoundDay
  cadres: Map<Id, Cadre>
  learned: Learned
  phones: PhoneRow[]
  carers: Carer[]
  optedOut: Set<string>
  noticeRows: NoticeRow[]
  /** What people did about the stops of this round, and what is still open about them. */
  outcomes: Task[]
  tasks: Task[]
}

/** @throws NotFound */
export const loadSituation = async (
  trx: Db | Trx,
  practiceId: Id,
  roundId: Id,
  now: EpochMs,
): Promise<Situation> => {
  const day = await loadRound(trx, practiceId, roundId)
  const patientIds = [...new Set(day.stops.map(stop => stop.patient_id))]
  const stopIds = day.stops.map(stop => stop.id)
  const phones = await listPhones(trx, practiceId, patientIds)
  const practice = await getPracticeRow(trx, practiceId)
  const facts = {
    practice,
    day,
    cadres: await cadresOf(trx, practiceId, patientIds),
    learned: await loadLearned(trx, practice, practiceId, day),
    phones,
    carers: await listCarers(trx, practiceId, patientIds, phones),
    optedOut: await listOptedOutPhones(trx, practiceId),
    noticeRows: await listNotices(trx, practiceId, roundId),
    outcomes: await listOutcomes(trx, practiceId, stopIds),
    tasks: await listOpenTasks(trx, practiceId, { stopIds }),
  }
  return situationOf(facts, now)
}

const getPracticeRow = async (trx: Db | Trx, id: Id): Promise<PracticeRow> =>
  await trx.selectFrom('practices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What the stored facts mean at an instant. */
export const situationOf = (facts: StoredFacts, now: EpochMs): Situation => {
  const { practice, day, learned } = facts
  const { durations, lessons } = learned
  const terms = new Map([...facts.cadres].map(([id, cadre]) => [id, cadre.terms]))
  const plan = planOf({ day, practice, terms, durations, habits: habitsOf(lessons) })
  const state = deriveRound(
    day.stops.map(stop => stop.id),
    day.taps,
  )
  return {
    practice,
    day,
    state,
    terms,
    plan,
    learned,
    forecast: forecast(now, plan, state),
    phones: facts.phones,
    carers: facts.carers,
    contacts: contactsByStop(facts, terms),
    ...noticesBy(facts.noticeRows),
    calls: callsMade(facts.outcomes),
    tasks: facts.tasks,
  }
}

const noticesBy = (noticeRows: NoticeRow[]) => ({
  noticeRows,
  notices: Map.groupBy(noticeRows.map(noticeOf), notice => notice.stopId),
})

/** The same situation once notices were kept. */
export const withNotices = (situation: Situation, noticeRows: NoticeRow[]): Situation => ({
  ...situation,
  ...noticesBy(noticeRows),
})

const contactsByStop = (facts: StoredFacts, terms: Map<Id, CadreTerms>): Map<Id, Contact[]> => {
  const phones = Map.groupBy(facts.phones, phone => phone.patient_id)
  const carers = Map.groupBy(facts.carers, carer => carer.patient_id)
  const optedOut = [...facts.optedOut]
  const contacts = [...terms].map(([patientId, agreed]) => {
    const contactable = {
      subject: 'delay',
      rules: agreed.contacts,
      phones: phones.get(patientId) ?? [],
      carerIds: (carers.get(patientId) ?? []).map(carer => carer.id),
      optedOut,
    } as const
    return [patientId, contactsFor(contactable)] as const
  })
  const byPatient = new Map(contacts)
  return new Map(facts.day.stops.map(stop => [stop.id, byPatient.get(stop.patient_id) ?? []]))
}

const callsMade = (outcomes: Task[]): Map<Id, CallMade> =>
  new Map(
    outcomes.flatMap(({ kind, outcome, stop_id, facts, closed_at }) =>
      kind === 'call' && outcome === 'told' && facts.estimateAt
        ? [[stop_id!, { at: toEpochMs(closed_at!), estimateAt: toEpochMs(facts.estimateAt) }] as const]
        : [],
    ),
  )
