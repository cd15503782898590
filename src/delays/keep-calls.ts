import type { Trx } from '../db/database.ts'
import type { TaskFacts, TaskReason } from '../messages/task-facts.ts'
import { type NewTask, openTask, type Task, withdrawTasks } from '../messages/tasks.ts'
import type { RoundStop } from '../rounds/queries.ts'
import type { EpochMs, Id, Instant } from '../terms.ts'
import { minutesToMs, toInstant } from '../time.ts'
import type { CallToMake, Decision } from './decision.ts'
import type { Reconsidered } from './keep-decision.ts'
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
/** The call to somebody whose text never arrived while another one about the same delay may: only the visit makes it pointless. */
export const undeliveredKey = (stopId: Id, carerId: Id | null): string =>
  `undelivered:${stopId}:${carerId ?? 'patient'}`
/** The call to somebody whose text waits while the provider is down: pointless once it leaves, or is of no use. */
export const heldUpKey = (stopId: Id, carerId: Id | null): string =>
  `held-up:${stopId}:${carerId ?? 'patient'}`

/** How the keys of the tasks about a delay begin. */
export const DELAY_TASKS = ['delay-call', 'hard-time', 'undelivered', 'held-up'] as const

/** Brings the calls to make and the alerts about a stop in line with what was decided. */
export const keepCalls = async (
  trx: Trx,
  situation: Situation,
  stop: RoundStop,
  { before, decision }: Reconsidered,
  now: Instant,
): Promise<void> => {
  const wanted = decision.calls
    .filter(({ carerId }) => !isOpen(situation, undeliveredKey(stop.id, carerId)))
    .map(call => callTask(situation, stop, call))
  if (decision.alert) wanted.push(alertTask(situation, stop))
  for (const task of wanted) {
    const open = situation.tasks.find(each => each.key === task.key)
    // An alert that somebody has seen comes back only once the danger had passed.
    const isSeen = task.kind === 'alert' && before?.alert && !open
    if (!isSeen && !(open && saysTheSame(open, task))) await openTask(trx, task, now)
  }
  await withdrawOthers(trx, situation, stop, { wanted, decision }, now)
}

const isOpen = ({ tasks }: Situation, key: string): boolean => tasks.some(task => task.key === key)

const callTask = (situation: Situation, stop: RoundStop, { carerId, reason }: CallToMake): NewTask => ({
  ...taskAbout(situation, stop, carerId),
  kind: 'call',
  carerId,
  key: callKey(stop.id, carerId),
  reason: (reason === 'undeliverable' && whyUndelivered(situation, stop)) || REASONS[reason],
})

const alertTask = (situation: Situation, stop: RoundStop): NewTask => ({
  ...taskAbout(situation, stop, null),
  kind: 'alert',
  carerId: null,
  key: alertKey(stop.id),
  reason: 'hard_time_at_risk',
})

const whyUndelivered = ({ notices }: Situation, { id }: RoundStop): TaskReason | null => {
  const last = notices.get(id)?.at(-1)
  return last?.state === 'undeliverable' ? (last.why as TaskReason | null) : null
}

const saysTheSame = (open: Task, { reason, facts, dueAt }: NewTask): boolean =>
  open.reason === reason && open.due_at === dueAt && JSON.stringify(open.facts) === JSON.stringify(facts)

const withdrawOthers = async (
  trx: Trx,
  { practice, forecast, tasks }: Situation,
  stop: RoundStop,
  { wanted, decision }: { wanted: NewTask[]; decision: Decision },
  now: Instant,
): Promise<void> => {
  const begun = !forecast.stops.some(each => each.stopId === stop.id)
  // A forgotten tap makes no new call, and takes none away: nothing says that the delay is made up.
  const awaitsTap = decision.kind === 'not_yet' && decision.reason === 'overdue'
  const ours = [
    'hard-time',
    ...(awaitsTap ? [] : ['delay-call']),
    ...(begun ? ['undelivered'] : []),
    ...(decision.kind === 'scheduled' ? [] : ['held-up']),
  ]
  for (const { stop_id, key } of tasks)
    if (stop_id === stop.id && ours.includes(key.split(':')[0]!) && !wanted.some(task => task.key === key))
      await withdrawTasks(trx, { practiceId: practice.id, key }, now)
}

/** What every task about the delay of one stop says; with the number of the one it is about, null being the patient. */
export const taskAbout = (
  { practice, day, plan, forecast, contacts }: Situation,
  stop: RoundStop,
  carerId: Id | null,
) => {
  const expected = forecast.stops.find(each => each.stopId === stop.id)
  const planned = plan.stops.find(each => each.stopId === stop.id)
  const reference = planned ? referenceAt(planned.agreement) : null
  const facts: TaskFacts = {
    phone: contacts.get(stop.id)?.find(contact => contact.carerId === carerId)?.phone ?? null,
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
