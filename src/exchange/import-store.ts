import { STANDING } from '../agenda/appointment-status.ts'
import type { Db, Trx } from '../db/database.ts'
import type { ImportRow } from '../db/tables/calendars.ts'
import { NotFound } from '../http/refusals.ts'
import type { Id, Instant, LocalDate } from '../terms.ts'
import { minutesToMs, toEpochMs } from '../time.ts'
import type { Taken } from './appointment-rows.ts'
import type { Person } from './known-people.ts'

export type NewImport = Pick<
  ImportRow,
  'id' | 'practice_id' | 'subject' | 'file_name' | 'file_hash' | 'sealed_text' | 'encoding' | 'created_by'
>

export const addImport = async (trx: Trx, file: NewImport, now: Instant): Promise<void> => {
  await trx
    .insertInto('imports')
    .values({ ...file, columns: null, created_at: now, done_at: null, written: null })
    .execute()
}

/** @throws NotFound */
export const getImport = async (db: Db | Trx, practiceId: Id, id: Id): Promise<ImportRow> => {
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** When the same file was taken over before, if it was. */
export const findDoneBefore = async (
  db: Db | Trx,
  { practice_id, subject, file_hash, id }: ImportRow,
): Promise<ImportRow | undefined> =>
  await db
    .selectFrom('imports')
    .selectAll()
    .where('practice_id', '=', practice_id)
    .where('file_hash', '=', file_hash)
    .where('subject', '=', subject)
    .where('done_at', 'is not', null)
    .where('id', '!=', id)
    .orderBy('done_at', 'desc')
    .executeTakeFirst()

/** The latest of a practice, with who brought them. */
export const listImports = async (db: Db, practiceId: Id) =>
  await db
    .selectFrom('imports as i')
    .innerJoin('users as u', 'u.id', 'i.created_by')
    .selectAll('i')
    .select(['u.first_name', 'u.last_name'])
    .where('i.practice_id', '=', practiceId)
    .orderBy('i.id', 'desc')
    .limit(10)
    .execute()

export const chooseColumns = async (trx: Trx, { id }: ImportRow, columns: string): Promise<void> => {
  await trx
    .updateTable('imports')
    .set({ columns })
    .where('id', '=', id)
    .where('done_at', 'is', null)
    .execute()
}

/** Notes that a file was taken over, and forgets it. */
export const markDone = async (trx: Trx, { id }: ImportRow, written: number, now: Instant): Promise<void> => {
  await trx
    .updateTable('imports')
    .set({ done_at: now, written, sealed_text: null })
    .where('id', '=', id)
    .execute()
}

export const removeImport = async (trx: Trx, { id }: ImportRow): Promise<void> => {
  await trx.deleteFrom('imports').where('id', '=', id).where('done_at', 'is', null).execute()
}

/** Forgets the files that were looked at and left: over all practices, for the worker. */
export const forgetLeftImports = async (db: Db, before: Instant): Promise<void> => {
  await db.deleteFrom('imports').where('done_at', 'is', null).where('created_at', '<', before).execute()
}

/** Everybody in the practice’s records, those archived too: nobody is entered twice. */
export const listPeople = async (db: Db | Trx, practiceId: Id): Promise<Person[]> => {
  const patients = await db
    .selectFrom('patients')
    .select(['id', 'first_name', 'last_name', 'born_on', 'archived_at'])
    .where('practice_id', '=', practiceId)
    .execute()
  const phones = await db
    .selectFrom('phones')
    .select(['patient_id', 'e164'])
    .where('practice_id', '=', practiceId)
    .where('carer_id', 'is', null)
    .execute()
  const byPatient = Map.groupBy(phones, phone => phone.patient_id)
  return patients.map(({ id, first_name, last_name, born_on, archived_at }) => ({
    id,
    firstName: first_name,
    lastName: last_name,
    bornOn: born_on,
    archived: archived_at !== null,
    phones: (byPatient.get(id) ?? []).map(phone => phone.e164),
  }))
}

/** What stands in the agenda from a day on, by clinician and day. */
export const listTaken = async (
  db: Db | Trx,
  practiceId: Id,
  from: LocalDate,
): Promise<Map<string, Taken[]>> => {
  const rows = await db
    .selectFrom('appointments')
    .select(['clinician_id', 'on', 'patient_id', 'agreed_at', 'window_from_at', 'place'])
    .select(['duration_minutes', 'capacity', 'grouped'])
    .where('practice_id', '=', practiceId)
    .where('on', '>=', from)
    .where('status', 'in', STANDING)
    .execute()
  const taken = new Map<string, Taken[]>()
  for (const row of rows.filter(({ window_from_at }) => window_from_at === null)) {
    const start = row.agreed_at === null ? 0 : toEpochMs(row.agreed_at)
    const long = row.place === 'practice' && row.agreed_at !== null ? minutesToMs(row.duration_minutes) : 0
    const key = `${row.clinician_id} ${row.on}`
    const one: Taken = {
      from: start,
      to: start + long,
      capacity: row.capacity,
      grouped: row.grouped === 1,
      patientId: row.patient_id,
      agreedAt: row.agreed_at,
    }
    taken.set(key, [...(taken.get(key) ?? []), one])
  }
  return taken
}
