import type { Trx } from '../db/database.ts'
import type { TaskFacts, TaskReason } from '../messages/task-facts.ts'
import { type NewTask, openTask, withdrawTasks } from '../messages/tasks.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { EpochMs, Id, Instant } from '../terms.ts'
import { minutesToMs, toInstant } from '../time.ts'
import type { CallToMake, Decision } from './decision.ts'
import { referenceAt } from './lateness.ts'
import type { Situation } from './situation.ts'

/** A call is best made this long before the agreed time. */
const CALL_BEFORE_MINUTES = 10

const REASONS: Record<CallToMake['reason'], TaskReason> = {
  agreed: 'prefers_call',
  no_phone: 'no_phone',
  no_mobile: 'landline',
  opted_out: 'opted_out',
  undeliverable: 'undelivered',
  hard_time: 'hard_time',
  used_up: 'notices_used_up',
  after_hours: 'outside_hours',
}

const callKey = (stopId: Id, carerId: Id | null): string => `delay-call:${stopId}:${carerId ?? 'patient'}`
const alertKey = (stopId: Id): string => `hard-time:${stopId}`
/** The call that a text which never arrived has become: only the visit itself makes it pointless. */
export const undeliveredKey = (stopId: Id, carerId: Id | null): string =>
  `undelivered:${stopId}:${carerId ?? 'patient'}`

/** Brings the calls to make and the alerts about a stop in line with what was decided. */
export const keepCalls = async (
  trx: Trx,
  situation: Situation,
  stop: RoundStop,
  decision: Decision,
  now: Instant,
): Promise<void> => {
  const about = taskAbout(situation, stop)
  const wanted: NewTask[] = decision.calls.map(({ carerId, reason }) => ({
    ...about,
    kind: 'call',
    carerId,
    key: callKey(stop.id, carerId),
    reason: REASONS[reason],
  }))
  if (decision.alert)
    wanted.push({
      ...about,
      kind: 'alert',
      carerId: null,
      key: alertKey(stop.id),
      reason: 'hard_time_at_risk',
    })
  for (const task of wanted) if (!isOpenAlready(situation, task)) await openTask(trx, task, now)
  await withdrawOthers(trx, situation, stop, new Set(wanted.map(task => task.key)), now)
}

const isOpenAlready = ({ tasks }: Situation, { key, reason, facts, dueAt }: NewTask): boolean =>
  tasks.some(
    task =>
      task.key === key &&
      task.reason === reason &&
      task.due_at === dueAt &&
      JSON.stringify(task.facts) === JSON.stringify(facts),
  )

const withdrawOthers = async (
  trx: Trx,
  { practice, forecast, tasks }: Situation,
  stop: RoundStop,
  wanted: Set<string>,
  now: Instant,
): Promise<void> => {
  const begun = !forecast.stops.some(each => each.stopId === stop.id)
  const ours = begun ? /^(delay-call|hard-time|undelivered):/ : /^(delay-call|hard-time):/
  for (const { stop_id, key } of tasks)
    if (stop_id === stop.id && ours.test(key) && !wanted.has(key))
      await withdrawTasks(trx, { practiceId: practice.id, key }, now)
}

/** What every task about the delay of one stop says. */
export const taskAbout = ({ practice, day, plan, forecast, contacts }: Situation, stop: RoundStop) => {
  const expected = forecast.stops.find(each => each.stopId === stop.id)
  const planned = plan.stops.find(each => each.stopId === stop.id)
  const reference = planned ? referenceAt(planned.agreement) : null
  const facts: TaskFacts = {
    phone: contacts.get(stop.id)?.find(contact => contact.channel === 'call')?.phone ?? null,
    agreedAt: stop.agreed_at,
    windowFromAt: stop.window_from_at,
    windowToAt: stop.window_to_at,
    hardBeforeAt: stop.hard_before_at,
    ...(expected && {
      fromAt: toInstant(expected.fromAt),
      toAt: toInstant(expected.toAt),
      estimateAt: toInstant(expected.startAt),
    }),
  }
  return {
    practiceId: practice.id,
    patientId: stop.patient_id,
    clinicianId: day.round.clinician_id,
    stopId: stop.id,
    facts,
    clinical: false,
    dueAt: reference === null ? null : toInstant(callBefore(reference)),
  }
}

const callBefore = (reference: EpochMs): EpochMs => reference - minutesToMs(CALL_BEFORE_MINUTES)
