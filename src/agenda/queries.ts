import type { Db, Trx } from '../db/database.ts'
import type { AppointmentRow } from '../db/tables/agenda.ts'
import { NotFound } from '../http/refusals.ts'
import { newId } from '../ids.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { minutesToMs, toEpochMs } from '../time.ts'
import { type AppointmentContent, columnsOf, type NewAppointment, originColumnsOf } from './appointment.ts'
import { isStanding, STANDING } from './appointment-status.ts'
import { hasRoom, type Occupation } from './capacity.ts'
import { type Actor, changesBetween, recordHistory } from './history.ts'
import { noteFreedPlace } from './waiting/places.ts'

/** `taken`: there is no room left at the practice then. `same`: this patient already has this one. */
export type Booking =
  | { booked: true; id: Id }
  | { booked: false; why: 'taken' | 'same'; other: AppointmentRow }

export type BookingChoice = {
  /** Give the time twice, on purpose. */
  overlap?: boolean
  by: Actor
  status?: 'proposed' | 'booked'
}

/**
 * Books an appointment: looked up and written in one serializable transaction, so that the last place is given once. At
 * home several patients may be agreed for the same time; at the practice as many as the kind allows, or with `overlap`.
 */
export const bookAppointment = async (
  trx: Trx,
  appointment: NewAppointment,
  now: Instant,
  { overlap = false, by, status = 'booked' }: BookingChoice,
): Promise<Booking> => {
  const { practiceId, clinicianId, patientId, on } = appointment
  const columns = { ...columnsOf(appointment), ...originColumnsOf(appointment) }
  const day = await listDay(trx, practiceId, clinicianId, on)
  const same = day.find(
    other =>
      other.patient_id === patientId &&
      other.agreed_at === columns.agreed_at &&
      other.window_from_at === columns.window_from_at,
  )
  if (same) return { booked: false, why: 'same', other: same }
  const taken = overlap ? undefined : inTheWay(day, columns)
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
      status,
      absence_id: null,
      moved_to_id: null,
      booked_by: appointment.series ? 'series' : by.kind === 'member' ? 'member' : 'patient',
      version: 1,
      created_at: now,
    })
    .execute()
  await recordHistory(trx, { practiceId, appointmentId: id, from: null, to: status, by }, now)
  return { booked: true, id }
}

type Taking = Pick<AppointmentRow, 'place' | 'agreed_at' | 'duration_minutes' | 'capacity' | 'grouped'>

const occupationOf = (row: Taking): Occupation | undefined => {
  if (row.place !== 'practice' || row.agreed_at === null) return undefined
  const from = toEpochMs(row.agreed_at)
  const to = from + minutesToMs(row.duration_minutes)
  return { from, to, capacity: row.capacity, grouped: row.grouped === 1 }
}

/** The first of those without whom there would be room; undefined: there is. */
const inTheWay = (day: AppointmentRow[], wanted: Taking): AppointmentRow | undefined => {
  const place = occupationOf(wanted)
  if (!place) return undefined
  const taken = day.flatMap(row => occupationOf(row) ?? [])
  if (hasRoom(taken, place)) return undefined
  return day.find(row => {
    const other = occupationOf(row)
    return other !== undefined && other.from < place.to && place.from < other.to
  })
}

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

/** The standing appointments of one clinician's day, by agreed time. */
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
    .where('status', 'in', STANDING)
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
  now: Instant,
  { overlap = false, by }: BookingChoice,
): Promise<Change> => {
  const current = await getAppointment(trx, practiceId, id)
  if (current.version !== version || !isStanding(current.status)) return 'outdated'
  const columns = columnsOf(content)
  const others = (await listDay(trx, practiceId, current.clinician_id, current.on)).filter(
    other => other.id !== id,
  )
  const after = { ...current, ...columns }
  if (!overlap && inTheWay(others, after)) return 'taken'
  const changes = changesBetween(current, after)
  // A patient who confirmed said yes to another time.
  const to = current.status === 'confirmed' && 'agreed_at' in changes ? 'booked' : current.status
  await trx
    .updateTable('appointments')
    .set({ ...columns, status: to, version: version + 1 })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .execute()
  const entry = { practiceId, appointmentId: id, from: current.status, to, by, changes }
  await recordHistory(trx, entry, now)
  if (agreedFrom(current) !== agreedFrom(after)) await noteFreedPlace(trx, current, now)
  return 'changed'
}

/** The appointments that a patient has from a day on, soonest first. */
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
    .where('status', 'in', STANDING)
    .orderBy('on')
    .execute()
  return rows.sort((a, b) => a.on.localeCompare(b.on) || agreedFrom(a).localeCompare(agreedFrom(b)))
}
