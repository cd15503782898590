import { whichAppointment } from '../agenda/change-words.ts'
import { confirmDay } from '../agenda/confirm.ts'
import { personOf } from '../agenda/history.ts'
import { reminderSettingsOf } from '../agenda/reminder-settings.ts'
import { latestStartOf, startOf } from '../agenda/reminder-time.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PatientLinkRow, PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { frenchIn } from '../http/french.ts'
import { receiveReply } from '../messages/inbound.ts'
import { answerKey } from '../messages/reply-tasks.ts'
import { openTask, withdrawTasks } from '../messages/tasks.ts'
import { cancelInRound } from '../planning/place.ts'
import type { Id, Instant, Zone } from '../terms.ts'
import { addMinutes, localDate } from '../time.ts'
import { phoneOf } from './answering.ts'
import { ANSWER_WORDS } from './answers.ts'
import { findAsked } from './appointment-day.ts'

/** A link to an appointment that is days away, and the stop that it has already, if any. */
export type Held = { link: PatientLinkRow; practice: PracticeRow; stopId: Id | null }

/** What changes so soon is worth a look: somebody else may want the place, or somebody comes unexpected. */
const SOON_MINUTES = 48 * 60

export const isSoon = (appointment: AppointmentRow, zone: Zone, now: Instant): boolean =>
  startOf(appointment, zone) <= addMinutes(now, SOON_MINUTES)

/** « Je confirme »: all of that day; who had asked to be called needs no call any more. */
export const confirm = async (
  trx: Trx,
  { link, stopId }: Held,
  appointment: AppointmentRow,
  now: Instant,
): Promise<void> => {
  await confirmDay(trx, appointment, personOf(link.carer_id), now)
  const key = answerKey({ stop_id: stopId, from_phone: await phoneOf(trx, link) })
  await withdrawTasks(trx, { practiceId: link.practice_id, key }, now)
}

/**
 * Whether « Je ne peux pas » cancels by itself: long enough before, and not a visit at home or a care at an hour that
 * must be kept, which nobody should lose by one tap.
 */
export const cancelsAtOnce = async (
  db: Db | Trx,
  { zone, id }: Pick<PracticeRow, 'zone' | 'id'>,
  appointment: AppointmentRow,
  now: Instant,
): Promise<boolean> => {
  const { cancelHours } = await reminderSettingsOf(db, id)
  if (appointment.kind === 'visit' || appointment.hard_before_at !== null) return false
  return addMinutes(now, cancelHours * 60) <= startOf(appointment, zone)
}

/** « Je ne peux pas »: cancelled at once where that is allowed, else a call to make; it stands until then. */
export const cannotCome = async (
  trx: Trx,
  held: Held,
  appointment: AppointmentRow,
  now: Instant,
): Promise<void> => {
  const { link, practice } = held
  if (!(await cancelsAtOnce(trx, practice, appointment, now)))
    return await askPractice(trx, held, appointment, 'cannot', now)
  const { id, version } = appointment
  const moment = { now, today: localDate(now, practice.zone), by: personOf(link.carer_id) }
  const of = { practiceId: practice.id, id, version }
  if ((await cancelInRound(trx, of, moment, { tell: true })) !== 'changed') return
  if (!isSoon(appointment, practice.zone, now)) return
  const which = whichAppointment(appointment, frenchIn(practice.zone))
  const sentence = `${which}, annulé sur la page. La place est libre.`
  await letPracticeKnow(trx, held, { appointment, reason: 'cancelled_by_patient', sentence }, now)
}

type News = {
  appointment: AppointmentRow
  reason: 'cancelled_by_patient' | 'moved_by_patient'
  sentence: string
}

/** An alert until the appointment is over. */
export const letPracticeKnow = async (
  trx: Trx,
  { link, practice }: Held,
  { appointment, reason, sentence }: News,
  now: Instant,
): Promise<void> => {
  await openTask(
    trx,
    {
      practiceId: practice.id,
      kind: 'alert',
      patientId: link.patient_id,
      carerId: link.carer_id,
      clinicianId: appointment.clinician_id,
      stopId: null,
      key: `${reason.replaceAll('_', '-')}:${appointment.id}`,
      reason,
      facts: { sentence },
      clinical: false,
      dueAt: latestStartOf(appointment, practice.zone),
    },
    now,
  )
}

/** Makes a call for somebody of the practice; asked again while it waits, it counts once, with the latest wish. */
export const askPractice = async (
  trx: Trx,
  { link, practice, stopId }: Held,
  appointment: AppointmentRow,
  meaning: 'cannot' | 'call_back',
  now: Instant,
  wish = '',
): Promise<void> => {
  if (!wish && (await findAsked(trx, link, stopId)) === meaning) return
  await receiveReply(
    trx,
    {},
    {
      via: 'page',
      practiceId: practice.id,
      patientId: link.patient_id,
      carerId: link.carer_id,
      stopId,
      clinicianId: appointment.clinician_id,
      sentence: `${whichAppointment(appointment, frenchIn(practice.zone))}.${wish}`,
      fromPhone: await phoneOf(trx, link),
      meaning,
      body: ANSWER_WORDS[meaning],
    },
    now,
  )
}
