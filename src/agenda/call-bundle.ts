import type { Contact } from '../cadre/contacts.ts'
import type { Trx } from '../db/database.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { frenchIn } from '../http/french.ts'
import type { TaskFacts, TaskReason } from '../messages/task-facts.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { type Bundle, listBundle } from './bundles.ts'
import { type ChangeCall, listOpenCalls, openCall, withdrawCalls } from './change-calls.ts'
import {
  cancelledSentence,
  changeSentence,
  MOST_LISTED,
  movedSentence,
  OTHERS_TO_OFFER,
} from './change-words.ts'
import { followAppointment } from './follow-appointment.ts'
import type { Agreed } from './news.ts'
import { startOf } from './reminder-time.ts'
import { daysOf, replacedNow, replacedSentence } from './replaced.ts'

/**
 * A call that tells one person everything of a bundle that a person has to tell: moves and cancellations by the
 * practice, who comes instead of whom. Of a reminder or a booking nobody is called: one repeats what is agreed, the
 * other has just been said. False: there is nothing to call about.
 */
export const callAboutBundle = async (
  trx: Trx,
  bundle: Bundle,
  contact: Pick<Contact, 'carerId' | 'phone'>,
  reason: TaskReason,
  now: Instant,
): Promise<boolean> => {
  const rows = (await listBundle(trx, bundle.practice_id, bundle.bundle_id)).filter(isToCall)
  const [first] = rows
  if (!first) return false
  const { id, zone } = await trx
    .selectFrom('practices')
    .select(['id', 'zone'])
    .where('id', '=', bundle.practice_id)
    .executeTakeFirstOrThrow()
  const said =
    first.purpose === 'replaced'
      ? await replacementSaid(trx, first, { id, zone }, now)
      : await changesSaid(trx, rows, zone)
  if (!said) return false
  const { clinician_id: clinicianId } = await standing(trx, first)
  await openCall(trx, { bundle, contact, reason, clinicianId, ...said }, now)
  return true
}

type Said = Pick<ChangeCall, 'sentence' | 'dueAt'>

const replacementSaid = async (
  trx: Trx,
  row: AppointmentMessageRow,
  practice: { id: Id; zone: Zone },
  now: Instant,
): Promise<Said | undefined> => {
  const days = { ...(await daysOf(trx, row)), patientId: row.patient_id }
  const replaced = await replacedNow(trx, practice, days, now)
  if (!replaced) return undefined
  const [first] = replaced.appointments
  return { sentence: replacedSentence(replaced, practice.zone), dueAt: startOf(first!, practice.zone) }
}

const changesSaid = async (trx: Trx, rows: AppointmentMessageRow[], zone: Zone): Promise<Said> => {
  const moved = await listMoved(trx, rows)
  const cancelled = rows.filter(({ purpose }) => purpose === 'cancelled').map(beforeOf)
  const dueAt = [...moved.flat(), ...cancelled].map(each => startOf(each, zone)).sort()[0]!
  const agreed = rows.every(({ at_wish }) => at_wish === 1)
  return { sentence: sentenceOf({ moved, cancelled, agreed }, zone), dueAt }
}

const isToCall = ({ purpose, by_kind, state }: AppointmentMessageRow): boolean =>
  (purpose === 'moved' || purpose === 'cancelled' || purpose === 'replaced') &&
  (by_kind === 'member' || by_kind === 'system') &&
  state !== 'withdrawn'

const standing = async (trx: Trx, row: AppointmentMessageRow) =>
  await followAppointment(trx, row.practice_id, row.appointment_id!)

const beforeOf = ({ before }: AppointmentMessageRow): Agreed => JSON.parse(before!) as Agreed

/** What was and what is, as far as a call names each; of more, what was. */
const listMoved = async (trx: Trx, rows: AppointmentMessageRow[]): Promise<Agreed[][]> => {
  const moved = rows.filter(({ purpose }) => purpose === 'moved')
  if (moved.length > MOST_LISTED) return moved.map(row => [beforeOf(row)])
  const pairs: Agreed[][] = []
  for (const row of moved) pairs.push([beforeOf(row), await standing(trx, row)])
  return pairs
}

/** `agreed`: it is what the patient wished, and nothing else is to be offered. */
type ToldByCall = { moved: Agreed[][]; cancelled: Agreed[]; agreed: boolean }

const sentenceOf = ({ moved, cancelled, agreed }: ToldByCall, zone: Zone): string => {
  const f = frenchIn(zone)
  const befores = moved.flatMap(([before]) => before ?? [])
  const moves = moved.map(([before, after]) =>
    changeSentence({ purpose: 'moved', before: before! }, after ?? before!, f),
  )
  const [only] = cancelled
  const several = [cancelledSentence(cancelled, f), ...(agreed ? [] : [OTHERS_TO_OFFER])]
  return [
    ...(moved.length > MOST_LISTED ? [movedSentence(befores, f)] : moves),
    ...(cancelled.length > 1 ? several : []),
    ...(cancelled.length === 1 ? [changeSentence({ purpose: 'cancelled', before: only! }, only!, f)] : []),
  ].join(' ')
}

/** After something of the bundle was withdrawn: its calls say what is left, or are withdrawn with the last of it. */
export const renewCalls = async (trx: Trx, bundle: Bundle, now: Instant): Promise<void> => {
  for (const { carer_id: carerId, reason, facts } of await listOpenCalls(trx, bundle)) {
    const { phone = null } = JSON.parse(facts) as TaskFacts
    if (!(await callAboutBundle(trx, bundle, { carerId, phone }, reason, now)))
      await withdrawCalls(trx, bundle, now, { carerId })
  }
}
