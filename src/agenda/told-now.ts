import type { Trx } from '../db/database.ts'
import type { PracticeRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow, AppointmentPurpose } from '../db/tables/reminders.ts'
import type { Instant } from '../terms.ts'
import { absenceOf } from './absences.ts'
import { isAhead } from './appointment-status.ts'
import type { AppointmentContent } from './appointment-wording.ts'
import { followAppointment } from './follow-appointment.ts'
import { type Agreed, sameForPatient } from './news.ts'
import { reminderSettingsOf } from './reminder-settings.ts'
import { isReminder, latestStartOf, type ReminderPurpose, reminderUsefulUntil } from './reminder-time.ts'
import { listReminded } from './reminders.ts'
import { daysOf, replacedNow } from './replaced.ts'

/** What the text says at this moment, and the appointment that its link is about. */
export type Told =
  | { tell: true; content: AppointmentContent; about: AppointmentRow; usefulUntilAt: Instant }
  | { tell: false; reason: Silence }

/** Why it is not told after all. */
export type Silence =
  | 'purpose_off'
  | 'patient_archived'
  | 'absent'
  | 'cancelled'
  | 'begun'
  | 'past'
  | 'as_before'
  | 'stands_again'
  | 'not_replaced'

type Practice = Pick<PracticeRow, 'id' | 'zone'>
type Of<Purpose extends AppointmentPurpose> = AppointmentMessageRow & { purpose: Purpose }

/** What there is to tell now, whatever it was when it was planned. */
export const toldNow = async (
  trx: Trx,
  row: AppointmentMessageRow,
  practice: Practice,
  now: Instant,
): Promise<Told> => {
  const settings = await reminderSettingsOf(trx, practice.id)
  if (!settings.on[row.purpose]) return silent('purpose_off')
  if (await isArchived(trx, row)) return silent('patient_archived')
  if (isReminder(row.purpose)) return await reminderNow(trx, row as Of<ReminderPurpose>, practice, now)
  if (row.purpose === 'replaced') return await replacementNow(trx, row, practice, now)
  const stands = await followAppointment(trx, row.practice_id, row.appointment_id!)
  if (row.purpose === 'cancelled') return cancellationNow(row, stands, practice, now)
  return standingNow(row as Of<'moved' | 'confirmation'>, stands, practice, now)
}

const silent = (reason: Silence): Told => ({ tell: false, reason })

const isArchived = async (trx: Trx, row: AppointmentMessageRow): Promise<boolean> => {
  const patient = await trx
    .selectFrom('patients')
    .select('archived_at')
    .where('practice_id', '=', row.practice_id)
    .where('id', '=', row.patient_id)
    .executeTakeFirstOrThrow()
  return patient.archived_at !== null
}

const reminderNow = async (
  trx: Trx,
  row: Of<ReminderPurpose>,
  practice: Practice,
  now: Instant,
): Promise<Told> => {
  if (await absenceOf(trx, practice.id, row.patient_id, row.on)) return silent('absent')
  const settings = await reminderSettingsOf(trx, practice.id)
  const all = await listReminded(trx, practice, settings, row)
  const day = all.filter(each => latestStartOf(each, practice.zone) > now)
  const [first] = day
  if (!first) return silent(all.length === 0 ? 'cancelled' : 'begun')
  const usefulUntilAt = reminderUsefulUntil(row.purpose, day, settings, practice.zone)
  if (usefulUntilAt <= now) return silent('past')
  const confirmed = day.every(each => each.status === 'confirmed')
  return { tell: true, content: { purpose: row.purpose, day, confirmed }, about: first, usefulUntilAt }
}

const replacementNow = async (
  trx: Trx,
  row: AppointmentMessageRow,
  practice: Practice,
  now: Instant,
): Promise<Told> => {
  const days = { ...(await daysOf(trx, row)), patientId: row.patient_id }
  const replaced = await replacedNow(trx, practice, days, now)
  if (!replaced) return silent('not_replaced')
  const usefulUntilAt = latestStartOf(replaced.appointments.at(-1)!, practice.zone)
  const [about] = replaced.appointments
  return { tell: true, content: { purpose: 'replaced', ...replaced }, about: about!, usefulUntilAt }
}

const cancellationNow = (
  row: AppointmentMessageRow,
  stands: AppointmentRow,
  { zone }: Practice,
  now: Instant,
): Told => {
  const before = JSON.parse(row.before!) as Agreed
  if (stands.status !== 'cancelled') return silent('stands_again')
  const usefulUntilAt = latestStartOf(before, zone)
  if (usefulUntilAt <= now) return silent('past')
  const byPractice = row.at_wish === 0 && (row.by_kind === 'member' || row.by_kind === 'system')
  return { tell: true, content: { purpose: 'cancelled', before, byPractice }, about: stands, usefulUntilAt }
}

const standingNow = (
  row: Of<'moved' | 'confirmation'>,
  stands: AppointmentRow,
  { zone }: Practice,
  now: Instant,
): Told => {
  if (stands.status === 'cancelled') return silent('cancelled')
  if (!isAhead(stands.status) || stands.status === 'arrived') return silent('begun')
  const usefulUntilAt = latestStartOf(stands, zone)
  if (usefulUntilAt <= now) return silent('past')
  const told = { tell: true, about: stands, usefulUntilAt } as const
  if (row.purpose === 'confirmation') return { ...told, content: { purpose: 'confirmation', after: stands } }
  const before = JSON.parse(row.before!) as Agreed
  if (sameForPatient(before, stands)) return silent('as_before')
  return { ...told, content: { purpose: 'moved', before, after: stands } }
}
