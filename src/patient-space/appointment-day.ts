import { AHEAD } from '../agenda/appointment-status.ts'
import { leavesNeed } from '../agenda/cancel-reasons.ts'
import { listHistory } from '../agenda/history.ts'
import { preparingOf } from '../agenda/preparing.ts'
import type { Db, Trx } from '../db/database.ts'
import type { PatientLinkRow } from '../db/tables/access.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { answerKey } from '../messages/reply-tasks.ts'
import { hasOpenTask } from '../messages/tasks.ts'
import { visitorFirstName } from '../rounds/visitor.ts'
import type { Id } from '../terms.ts'
import type { DayFacts } from './appointment-words.ts'

/** What the holder of a link has on the day of an appointment that stands, soonest first. */
export const listStandingDay = async (
  db: Db | Trx,
  { practice_id, patient_id, on }: Pick<AppointmentRow, 'practice_id' | 'patient_id' | 'on'>,
): Promise<AppointmentRow[]> => {
  const rows = await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('patient_id', '=', patient_id)
    .where('on', '=', on)
    .where('status', 'in', AHEAD)
    .where('status', '!=', 'proposed')
    .orderBy('id')
    .execute()
  return rows.sort((a, b) => startOf(a).localeCompare(startOf(b)))
}

const startOf = (row: AppointmentRow): string => row.agreed_at ?? row.window_from_at ?? ''

/** Everything that the page of an appointment stands on. */
export const loadDay = async (
  db: Db,
  link: PatientLinkRow,
  appointment: AppointmentRow,
  stopId: Id | null,
): Promise<DayFacts & { day: AppointmentRow[] }> => {
  const standing = await listStandingDay(db, appointment)
  const [about = appointment] = standing
  return {
    day: standing.length > 0 ? standing : [appointment],
    ...(standing.length > 0
      ? { cancelledBy: null, cancelReason: null }
      : await howCancelled(db, appointment)),
    preparing: await preparingOf(db, standing),
    clinicianFirstName: await clinicianOf(db, about),
    reader: link.carer_id === null ? 'patient' : 'carer',
    asked: await findAsked(db, link, stopId),
  }
}

export const howCancelled = async (
  db: Db | Trx,
  { practice_id, id }: AppointmentRow,
): Promise<Pick<DayFacts, 'cancelledBy' | 'cancelReason'>> => {
  const history = await listHistory(db, practice_id, id)
  const last = history.findLast(entry => entry.to_status === 'cancelled')
  const by = last?.by_kind
  return {
    cancelledBy: by === 'patient' || by === 'carer' ? by : 'practice',
    cancelReason: last?.reason ?? null,
  }
}

/** The practice took it away, and the patient still needs it at another time. */
export const isMissed = ({ cancelledBy, cancelReason }: Awaited<ReturnType<typeof howCancelled>>): boolean =>
  cancelledBy === 'practice' && leavesNeed(cancelReason)

/** Whoever replaces the clinician that day, as far as it is known. */
const clinicianOf = async (db: Db, { practice_id, clinician_id, on }: AppointmentRow): Promise<string> => {
  const round = await db
    .selectFrom('rounds')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('clinician_id', '=', clinician_id)
    .where('on', '=', on)
    .executeTakeFirst()
  if (round) return await visitorFirstName(db, round)
  const user = await db
    .selectFrom('users')
    .select('first_name')
    .where('id', '=', clinician_id)
    .executeTakeFirstOrThrow()
  return user.first_name
}

/** An answer of this person whose call somebody has yet to make. */
export const findAsked = async (
  db: Db | Trx,
  link: PatientLinkRow,
  stopId: Id | null,
): Promise<DayFacts['asked']> => {
  const row = await db
    .selectFrom('inbound_messages')
    .select(['meaning', 'stop_id', 'from_phone'])
    .where('practice_id', '=', link.practice_id)
    .where('stop_id', stopId === null ? 'is' : '=', stopId)
    .where('patient_id', '=', link.patient_id)
    .where('carer_id', link.carer_id === null ? 'is' : '=', link.carer_id)
    .where('meaning', 'in', ['cannot', 'call_back'])
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!row || !(await hasOpenTask(db, link.practice_id, answerKey(row)))) return null
  return row.meaning as 'cannot' | 'call_back'
}
