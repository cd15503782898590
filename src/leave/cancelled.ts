import { agreedWords } from '../agenda/appointment-words.ts'
import { followAppointment } from '../agenda/follow-appointment.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import type { French } from '../http/french.ts'
import { patientName } from '../patients/names.ts'
import type { Id } from '../terms.ts'
import type { Leave } from './affected.ts'
import { toldWords } from './told-words.ts'

/** One appointment that was cancelled for a leave. */
export type Cancelled = {
  patientId: Id
  name: string
  when: string
  /** What became of it: the time that was found instead, else whether the patient knows. */
  since: string
}

/** What was cancelled for a leave, soonest first: nobody has to remember who knows and who has a new time. */
export const listCancelled = async (
  db: Db,
  practiceId: Id,
  { clinicianId, fromOn, toOn }: Leave,
  f: French,
): Promise<Cancelled[]> => {
  const rows = await db
    .selectFrom('appointments as a')
    .innerJoin('patients as p', 'p.id', 'a.patient_id')
    .selectAll('a')
    .select(['p.civility', 'p.first_name', 'p.last_name'])
    .where('a.practice_id', '=', practiceId)
    .where('a.clinician_id', '=', clinicianId)
    .where('a.on', '>=', fromOn)
    .where('a.on', '<=', toOn)
    .where('a.status', '=', 'cancelled')
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('appointment_events as e')
          .select('e.id')
          .whereRef('e.appointment_id', '=', 'a.id')
          .where('e.to_status', '=', 'cancelled')
          .where('e.reason', '=', 'leave'),
      ),
    )
    .orderBy('a.on')
    .orderBy('a.id')
    .execute()
  const messages = await listTold(db, practiceId, rows)
  const lines: Cancelled[] = []
  for (const row of rows.sort((a, b) => keyOf(a).localeCompare(keyOf(b))))
    lines.push({
      patientId: row.patient_id,
      name: patientName(row),
      when: `${f.capital(f.day(row.on))}, ${agreedWords(row, f)}`,
      since: (await foundInstead(db, row, f)) ?? toldWords(messages.get(row.id)) ?? 'à prévenir',
    })
  return lines
}

const keyOf = (row: AppointmentRow): string => `${row.on} ${row.agreed_at ?? row.window_from_at ?? ''}`

const foundInstead = async (db: Db, row: AppointmentRow, f: French): Promise<string | null> => {
  if (row.moved_to_id === null) return null
  const now = await followAppointment(db, row.practice_id, row.id)
  return now.status === 'cancelled' ? null : `maintenant ${f.day(now.on)}, ${agreedWords(now, f)}`
}

const listTold = async (
  db: Db,
  practiceId: Id,
  rows: readonly AppointmentRow[],
): Promise<Map<Id, AppointmentMessageRow>> => {
  if (rows.length === 0) return new Map()
  const ids = rows.map(({ id }) => id)
  const messages = await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('purpose', '=', 'cancelled')
    .where('appointment_id', 'in', ids)
    .orderBy('id')
    .execute()
  return new Map(messages.map(message => [message.appointment_id!, message]))
}
