import type { Contact } from '../cadre/contacts.ts'
import { contactsFor } from '../cadre/contacts.ts'
import { cadresOf } from '../cadre/queries.ts'
import type { CadreTerms } from '../cadre/terms.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import { listOptedOutPhones } from '../messages/opt-out.ts'
import { listOpenTasks, listOutcomes, type Task } from '../messages/tasks.ts'
import { listCarers, listPhones } from '../patients/queries.ts'
import { loadRound, type RoundDay } from '../rounds/queries.ts'
import { deriveRound, type RoundState } from '../rounds/round-state.ts'
import type { EpochMs, Id } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type Duration, expectedDuration } from './durations.ts'
import { type Forecast, forecast } from './forecast.ts'
import type { CallMade } from './notices.ts'
import { listPastVisits } from './past-visits.ts'
import { planOf } from './plan.ts'
import { currentForecast, listNotices } from './queries.ts'
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
  durations: Map<Id, Duration>
  forecast: Forecast
  /** By stop: whom to reach about a delay, and how. */
  contacts: Map<Id, Contact[]>
  notices: Map<Id, StoredNotice[]>
  /** By stop: the last call in which somebody was told. */
  calls: Map<Id, CallMade>
  /** What is open about the stops of this round. */
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
  const practice = await trx
    .selectFrom('practices')
    .selectAll()
    .where('id', '=', practiceId)
    .executeTakeFirstOrThrow()
  const patientIds = [...new Set(day.stops.map(stop => stop.patient_id))]
  const cadres = await cadresOf(trx, practiceId, patientIds)
  const terms = new Map([...cadres].map(([id, cadre]) => [id, cadre.terms]))
  const durations = await learnDurations(trx, practiceId, day)
  const plan = planOf({ day, practice, terms, durations })
  const stopIds = day.stops.map(stop => stop.id)
  const state = deriveRound(stopIds, day.taps)
  const notices = await listNotices(trx, practiceId, roundId)
  return {
    practice,
    day,
    state,
    terms,
    plan,
    durations,
    forecast: forecast(now, plan, state),
    contacts: await contactsByStop(trx, practiceId, day, terms),
    notices: Map.groupBy(notices.map(noticeOf), notice => notice.stopId),
    calls: callsMade(await listOutcomes(trx, practiceId, stopIds)),
    tasks: await listOpenTasks(trx, practiceId, { stopIds }),
  }
}

/** What earlier visits teach changes from day to day, not from tap to tap: learned once, then kept with the forecast. */
const learnDurations = async (trx: Db | Trx, practiceId: Id, day: RoundDay): Promise<Map<Id, Duration>> => {
  const kept = (await currentForecast(trx, practiceId, day.round.id))?.durations ?? {}
  const unknown = day.stops.filter(stop => !kept[stop.id])
  const visits = await listPastVisits(
    trx,
    practiceId,
    unknown.map(stop => stop.patient_id),
    day.round.on,
  )
  const learned = unknown.map(stop => {
    const alike = visits.filter(visit => visit.patientId === stop.patient_id && visit.kind === stop.kind)
    return [
      stop.id,
      expectedDuration(
        stop.duration_minutes,
        alike.map(visit => visit.minutes),
      ),
    ] as const
  })
  return new Map([...Object.entries(kept), ...learned])
}

const contactsByStop = async (
  trx: Db | Trx,
  practiceId: Id,
  day: RoundDay,
  terms: Map<Id, CadreTerms>,
): Promise<Map<Id, Contact[]>> => {
  const patientIds = [...terms.keys()]
  const phones = await listPhones(trx, practiceId, patientIds)
  const carers = await listCarers(trx, practiceId, patientIds)
  const optedOut = [...(await listOptedOutPhones(trx, practiceId))]
  const contacts = patientIds.map(patientId => {
    const contactable = {
      subject: 'delay',
      rules: terms.get(patientId)?.contacts ?? [],
      phones: phones.filter(phone => phone.patient_id === patientId),
      carerIds: carers.filter(carer => carer.patient_id === patientId).map(carer => carer.id),
      optedOut,
    } as const
    return [patientId, contactsFor(contactable)] as const
  })
  const byPatient = new Map(contacts)
  return new Map(day.stops.map(stop => [stop.id, byPatient.get(stop.patient_id) ?? []]))
}

const callsMade = (outcomes: Task[]): Map<Id, CallMade> =>
  new Map(
    outcomes.flatMap(({ kind, outcome, stop_id, facts, closed_at }) =>
      kind === 'call' && outcome === 'told' && facts.estimateAt
        ? [[stop_id!, { at: toEpochMs(closed_at!), estimateAt: toEpochMs(facts.estimateAt) }] as const]
        : [],
    ),
  )
