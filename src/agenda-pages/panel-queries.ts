import { STANDING } from '../agenda/appointment-status.ts'
import { listHistory } from '../agenda/history.ts'
import { getAppointment } from '../agenda/queries.ts'
import type { Db } from '../db/database.ts'
import type { AppointmentEventRow, AppointmentRow } from '../db/tables/agenda.ts'
import type { Id } from '../terms.ts'

/** An appointment, and those whose place it took one after the other, oldest first. */
export const listForerunners = async (db: Db, row: AppointmentRow): Promise<AppointmentRow[]> => {
  const chain = [row]
  for (let before = await findForerunner(db, row); before; before = await findForerunner(db, before)) {
    if (chain.some(({ id }) => id === before?.id)) break
    chain.unshift(before)
  }
  return chain
}

const findForerunner = async (db: Db, { practice_id, id }: AppointmentRow) =>
  await db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('moved_to_id', '=', id)
    .executeTakeFirst()

export type ChainedEvent = {
  event: AppointmentEventRow
  of: AppointmentRow
  next: AppointmentRow | undefined
}

/** Everything that happened to an appointment, also while it was at another place of the agenda; oldest first. */
export const listWholeHistory = async (db: Db, chain: readonly AppointmentRow[]): Promise<ChainedEvent[]> => {
  const events: ChainedEvent[] = []
  for (const [index, of] of chain.entries())
    for (const event of await listHistory(db, of.practice_id, of.id)) {
      // That the new one was made is said by the move.
      if (chain[index - 1]?.status === 'moved' && event.from_status === null) continue
      events.push({ event, of, next: chain[index + 1] })
    }
  return events
}

/** The first names of members, of now or of then, and the names of carers, by id. */
export const namesOf = async (db: Db, practiceId: Id, known: readonly Id[]): Promise<Map<Id, string>> => {
  const ids = [...new Set(known)]
  if (ids.length === 0) return new Map()
  const [members, carers] = await Promise.all([
    db
      .selectFrom('users as u')
      .innerJoin('memberships as m', 'm.user_id', 'u.id')
      .select(['u.id', 'u.first_name as name'])
      .distinct()
      .where('m.practice_id', '=', practiceId)
      .where('u.id', 'in', ids)
      .execute(),
    db
      .selectFrom('carers')
      .select(['id', 'name'])
      .where('practice_id', '=', practiceId)
      .where('id', 'in', ids)
      .execute(),
  ])
  return new Map([...carers, ...members].map(({ id, name }) => [id, name]))
}

const ofPatient = (db: Db, { practice_id, patient_id, id }: AppointmentRow) =>
  db
    .selectFrom('appointments')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('patient_id', '=', patient_id)
    .where('status', 'in', STANDING)
    .where('id', '!=', id)

/** As many as a patient may well have on one day, and more than are shown. */
const LOOKED_AT = 12

/** The appointment that the same patient has just before one, and the next ones after it. */
export const listNeighbours = async (db: Db, row: AppointmentRow) => {
  const [earlier, later] = await Promise.all([
    ofPatient(db, row).where('on', '<=', row.on).orderBy('on', 'desc').limit(LOOKED_AT).execute(),
    ofPatient(db, row).where('on', '>=', row.on).orderBy('on').limit(LOOKED_AT).execute(),
  ])
  const isBefore = (other: AppointmentRow) => orderOf(other) < orderOf(row)
  return {
    last: earlier.filter(isBefore).sort((a, b) => orderOf(b).localeCompare(orderOf(a)))[0],
    next: later.filter(other => !isBefore(other)).sort((a, b) => orderOf(a).localeCompare(orderOf(b))),
  }
}

const orderOf = ({ on, agreed_at, window_from_at }: AppointmentRow): string =>
  `${on} ${agreed_at ?? window_from_at ?? ''}`

/** The sessions of the prescription that an appointment is one of, in order; undefined: of none. */
export const findSeries = async (db: Db, { practice_id, patient_id, series_id }: AppointmentRow) => {
  if (series_id === null) return undefined
  const prescription = await db
    .selectFrom('series as s')
    .innerJoin('prescriptions as r', 'r.id', 's.prescription_id')
    .select(['r.id', 'r.sessions', 'r.done_before', 'r.prescriber', 'r.prescribed_on'])
    .where('s.practice_id', '=', practice_id)
    .where('s.id', '=', series_id)
    .executeTakeFirst()
  if (!prescription) return undefined
  const sessions = await db
    .selectFrom('appointments as a')
    .innerJoin('series as s', 's.id', 'a.series_id')
    .select(['a.id', 'a.status', 'a.on', 'a.agreed_at'])
    .where('a.practice_id', '=', practice_id)
    .where('a.patient_id', '=', patient_id)
    .where('a.status', 'in', STANDING)
    .where('s.prescription_id', '=', prescription.id)
    .orderBy('a.on')
    .orderBy('a.agreed_at')
    .execute()
  return { ...prescription, appointments: sessions }
}

/** Where an appointment stands in its round. */
export const findStopId = async (db: Db, { practice_id, id }: AppointmentRow): Promise<Id | undefined> =>
  (
    await db
      .selectFrom('stops')
      .select('id')
      .where('practice_id', '=', practice_id)
      .where('appointment_id', '=', id)
      .executeTakeFirst()
  )?.id

/** The one that took the place of a moved appointment, at the end of however many moves. */
export const findSuccessor = async (db: Db, row: AppointmentRow): Promise<AppointmentRow | undefined> => {
  let last = row
  for (let moves = 0; last.moved_to_id !== null && moves < 100; moves++)
    last = await getAppointment(db, row.practice_id, last.moved_to_id)
  return last.id === row.id ? undefined : last
}
