import type { Db, Trx } from '../../db/database.ts'
import type { WaitingEntryRow } from '../../db/tables/waiting.ts'
import { NotFound } from '../../http/refusals.ts'
import { newId } from '../../ids.ts'
import type { Id, Instant } from '../../terms.ts'
import { lookAtAllAgain } from './places.ts'

/** What can be changed of an entry. */
export type EntryContent = Pick<
  WaitingEntryRow,
  'kind_id' | 'clinician_id' | 'appointment_id' | 'weekdays' | 'from_time' | 'to_time' | 'until_on'
>

const entries = (db: Db | Trx, practiceId: Id) =>
  db.selectFrom('waiting_entries').selectAll().where('practice_id', '=', practiceId)

/** Those who wait, longest first. */
export const listWaiting = async (db: Db | Trx, practiceId: Id): Promise<WaitingEntryRow[]> =>
  await entries(db, practiceId).where('status', '=', 'waiting').orderBy('created_at').orderBy('id').execute()

/** @throws NotFound */
export const getEntry = async (db: Db | Trx, practiceId: Id, id: Id): Promise<WaitingEntryRow> => {
  const row = await entries(db, practiceId).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

export const addEntry = async (
  trx: Trx,
  { practiceId, patientId, by }: { practiceId: Id; patientId: Id; by: Id },
  content: EntryContent,
  now: Instant,
): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('waiting_entries')
    .values({
      id,
      practice_id: practiceId,
      patient_id: patientId,
      ...content,
      status: 'waiting',
      entered_by: by,
      version: 1,
      created_at: now,
      ended_at: null,
    })
    .execute()
  await lookAtAllAgain(trx, practiceId, now)
  return id
}

type Version = Pick<WaitingEntryRow, 'practice_id' | 'id' | 'version'>

/** Changes an entry, only if nobody did since it was read; its place in the list stays. */
export const changeEntry = async (
  trx: Trx,
  { practice_id, id, version }: Version,
  change: Partial<EntryContent> & Partial<Pick<WaitingEntryRow, 'status' | 'ended_at'>>,
  now: Instant,
): Promise<'changed' | 'outdated'> => {
  const { numUpdatedRows } = await trx
    .updateTable('waiting_entries')
    .set({ ...change, version: version + 1 })
    .where('practice_id', '=', practice_id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n) return 'outdated'
  await lookAtAllAgain(trx, practice_id, now)
  return 'changed'
}
