import { isAhead } from '../agenda/appointment-status.ts'
import { listDay } from '../agenda/queries.ts'
import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { shortName } from '../patients/names.ts'
import type { Id, LocalDate } from '../terms.ts'
import { toEpochMs } from '../time.ts'
import { type Agreed, knockOn } from './knock-on.ts'

type Timed = Pick<AppointmentRow, 'agreed_at' | 'window_from_at' | 'window_to_at' | 'duration_minutes'>

/** One more in a clinician's day: a new appointment (`id` null), or one that moves there. */
export type Inserted = { practiceId: Id; clinicianId: Id; on: LocalDate; id: Id | null; time: Timed }

/** « Mme Delmas, 20 minutes »: those who would begin later than agreed; `itself`: the one that is inserted. */
export type BecomesLate = { patientId: Id | null; name: string; minutes: number; itself: boolean }

const ITSELF = 'inserted'

/** Who becomes late by one more in a day, in order of the day, before it is done. Only those who still wait count. */
export const whoBecomesLate = async (
  db: Db | Trx,
  { practiceId, clinicianId, on, id, time }: Inserted,
): Promise<BecomesLate[]> => {
  const inserted = agreedOf(ITSELF, time)
  if (!inserted) return []
  const rows = (await listDay(db, practiceId, clinicianId, on)).filter(
    row => row.id !== id && isAhead(row.status),
  )
  const late = knockOn(
    rows.flatMap(row => agreedOf(row.id, row) ?? []),
    inserted,
  )
  const names = await namesOf(
    db,
    practiceId,
    rows.map(row => row.patient_id),
  )
  return late.map(({ id: lateId, minutes }) => {
    const patientId = rows.find(row => row.id === lateId)?.patient_id ?? null
    return { patientId, name: names.get(patientId ?? '') ?? '', minutes, itself: lateId === ITSELF }
  })
}

const agreedOf = (id: Id, row: Timed): Agreed | undefined => {
  const from = row.agreed_at ?? row.window_from_at
  if (from === null) return undefined
  const until = row.agreed_at ?? row.window_to_at ?? from
  return { id, from: toEpochMs(from), until: toEpochMs(until), minutes: row.duration_minutes }
}

const namesOf = async (db: Db | Trx, practiceId: Id, patientIds: Id[]): Promise<Map<Id, string>> => {
  if (patientIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('patients')
    .select(['id', 'civility', 'first_name', 'last_name'])
    .where('practice_id', '=', practiceId)
    .where('id', 'in', [...new Set(patientIds)])
    .execute()
  return new Map(rows.map(row => [row.id, shortName(row)]))
}
