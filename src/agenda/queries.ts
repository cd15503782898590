import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { addMinutes } from '../time.ts'
import { type AppointmentContent, columnsOf, type NewAppointment } from './appointment.ts'

/** `taken`: the clinician already has an appointment at the practice then. `same`: this patient already has this one. */
export type Booking =
  | { booked: true; id: Id }
  | { booked: false; why: 'taken' | 'same'; other: AppointmentRow }

/**
 * Books an appointment: looked up and written in one serializable transaction, so that two people cannot take one
 * slot. At home several patients may be agreed for the same time; at the practice only with `overlap`.
 */
export const bookAppointment = async (
  trx: Trx,
  appointment: NewAppointment,
  now: Instant,
  { overlap = false } = {},
): Promise<Booking> => {
  const { practiceId, clinicianId, patientId, on } = appointment
  const columns = columnsOf(appointment)
  const day = await listDay(trx, practiceId, clinicianId, on)
  const same = day.find(
    other =>
      other.patient_id === patientId &&
      other.agreed_at === columns.agreed_at &&
      other.window_from_at === columns.window_from_at,
  )
  if (same) return { booked: false, why: 'same', other: same }
  const taken = overlap ? undefined : day.find(other => takesSlotOf(other, columns))
  if (taken) return { booked: false, why: 'taken', other: taken }
  const id = newId()
  await trx
    .insertInto('appointments')
    .values({
      id,
      practice_id: practiceId,
      patient_id: patientId,
      clinician_id: clinicianId,
      on,
      ...columns,
      status: 'booked',
      version: 1,
      created_at: now,
    })
    .execute()
  return { booked: true, id }
}

type Slot = Pick<AppointmentRow, 'place' | 'agreed_at' | 'duration_minutes'>

const takesSlotOf = (other: Slot, wanted: Slot): boolean =>
  other.place === 'practice' &&
  wanted.place === 'practice' &&
  other.agreed_at !== null &&
  wanted.agreed_at !== null &&
  other.agreed_at < addMinutes(wanted.agreed_at, wanted.duration_minutes) &&
  wanted.agreed_at < addMinutes(other.agreed_at, other.duration_minutes)

/** @throws NotFound */
export const getAppointment = async (db: Db | Trx, practiceId: Id, id: Id): Promise<AppointmentRow> => {
  const row = await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** The booked appointments of one clinician's day, by agreed time. */
export const listDay = async (
  db: Db | Trx,
  practiceId: Id,
  clinicianId: Id,
  on: LocalDate,
): Promise<AppointmentRow[]> => {
  const rows = await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('clinician_id', '=', clinicianId)
    .where('on', '=', on)
    .where('status', '=', 'booked')
    .orderBy('id')
    .execute()
  return rows.sort((a, b) => agreedFrom(a).localeCompare(agreedFrom(b)))
}

const agreedFrom = (row: AppointmentRow): Instant => row.agreed_at ?? row.window_from_at ?? ''

/** What came in between: somebody else changed or cancelled it, and nothing was written. */
export type Change = 'changed' | 'outdated' | 'taken'

type Version = { practiceId: Id; id: Id; version: number }

/** Changes what was agreed or planned, only if nobody changed it since `version` was read. */
export const moveAppointment = async (
  trx: Trx,
  { practiceId, id, version }: Version,
  content: AppointmentContent,
  { overlap = false } = {},
): Promise<Change> => {
  const current = await getAppointment(trx, practiceId, id)
  if (current.version !== version || current.status !== 'booked') return 'outdated'
  const columns = columnsOf(content)
  const day = await listDay(trx, practiceId, current.clinician_id, current.on)
  if (!overlap && day.some(other => other.id !== id && takesSlotOf(other, columns))) return 'taken'
  await trx
    .updateTable('appointments')
    .set({ ...columns, version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .execute()
  return 'changed'
}

/** Cancels it; its stop stays as history and leaves the round. */
export const cancelAppointment = async (
  trx: Trx,
  { practiceId, id, version }: Version,
): Promise<'changed' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('appointments')
    .set({ status: 'cancelled', version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('status', '=', 'booked')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n ? 'changed' : 'outdated'
}

/** The booked appointments of a patient from a day on, soonest first. */
export const listUpcoming = async (
  db: Db | Trx,
  practiceId: Id,
  patientId: Id,
  fromOn: LocalDate,
): Promise<AppointmentRow[]> => {
  const rows = await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('patient_id', '=', patientId)
    .where('on', '>=', fromOn)
    .where('status', '=', 'booked')
    .orderBy('on')
    .execute()
  return rows.sort((a, b) => a.on.localeCompare(b.on) || agreedFrom(a).localeCompare(agreedFrom(b)))
}
