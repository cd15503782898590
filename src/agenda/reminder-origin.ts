import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { frenchIn } from '../http/french.ts'
import type { Origin } from '../messages/origins.ts'
import type { Id } from '../terms.ts'
import type { TextMakers } from './appointment-body.ts'
import { setState } from './appointment-messages.ts'
import { appointmentTruth, contactIn, hasAnotherText, isTold } from './appointment-truth.ts'
import { listBundle } from './bundles.ts'
import { callAboutBundle } from './call-bundle.ts'
import { withdrawCalls } from './change-calls.ts'
import { whichAppointment } from './change-words.ts'
import { confirmDay } from './confirm.ts'
import { followAppointment } from './follow-appointment.ts'
import { personOf } from './history.ts'

/** What the agenda answers when the outbox asks about a text on appointments: is it still true, and what became of it. */
export const appointmentOrigin = (house: TextMakers): Origin => ({
  async stillTrue(trx, _id, message, now) {
    return await appointmentTruth(trx, house, message, now)
  },

  async onSent(trx, id, message, now) {
    const rows = await listBundle(trx, message.practice_id, id)
    for (const row of rows.filter(isTold))
      await setState(trx, row, { state: 'sent', reason: null, sent_at: row.sent_at ?? now })
    await withdrawCalls(trx, rows[0]!, now, { carerId: message.carer_id })
  },

  async onHeldUp(trx, id, message, now) {
    const [first] = await listBundle(trx, message.practice_id, id)
    await callAboutBundle(trx, first!, contactIn(message), 'provider_down', now)
  },

  async onUndeliverable(trx, id, message, why, now) {
    const rows = await listBundle(trx, message.practice_id, id)
    if (!(await hasAnotherText(trx, rows[0]!, message)))
      for (const row of rows.filter(isTold)) await setState(trx, row, { state: 'undeliverable', reason: why })
    await callAboutBundle(trx, rows[0]!, contactIn(message), why, now)
  },

  async onReply(trx, id, reply, now) {
    const rows = (await listBundle(trx, reply.practice_id!, id)).filter(({ state }) => state !== 'withdrawn')
    if (reply.meaning !== 'fine' || rows.some(({ purpose }) => purpose === 'cancelled')) return
    for (const row of rows) {
      const appointment = await appointmentOf(trx, row)
      if (appointment) await confirmDay(trx, appointment, personOf(reply.carer_id), now)
    }
  },

  async about(trx, practiceId, id) {
    const [first] = await listBundle(trx, practiceId, id)
    const appointment = await appointmentOf(trx, first!)
    if (!appointment) return { stopId: null, clinicianId: null }
    const { zone } = await practiceOf(trx, practiceId)
    return {
      stopId: await stopOf(trx, appointment),
      clinicianId: appointment.clinician_id,
      sentence: `${whichAppointment(appointment, frenchIn(zone))}.`,
    }
  },
})

const practiceOf = async (trx: Trx, id: Id): Promise<PracticeRow> =>
  await trx.selectFrom('practices').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

/** What an answer is about: what stands now, or the first of the day that was reminded of. */
const appointmentOf = async (trx: Trx, row: AppointmentMessageRow): Promise<AppointmentRow | undefined> => {
  if (row.appointment_id !== null) return await followAppointment(trx, row.practice_id, row.appointment_id)
  const day = await trx
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', row.practice_id)
    .where('patient_id', '=', row.patient_id)
    .where('on', '=', row.on)
    .where('status', 'in', ['booked', 'confirmed', 'arrived'])
    .execute()
  return day.sort((a, b) => (a.agreed_at ?? '').localeCompare(b.agreed_at ?? ''))[0]
}

const stopOf = async (trx: Trx, { practice_id, id }: AppointmentRow): Promise<Id | null> => {
  const stop = await trx
    .selectFrom('stops')
    .select('id')
    .where('practice_id', '=', practice_id)
    .where('appointment_id', '=', id)
    .executeTakeFirst()
  return stop?.id ?? null
}
