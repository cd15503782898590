import type { Db, Trx } from '../db/database.ts'
import type { AppointmentEventRow, AppointmentRow } from '../db/tables/agenda.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'

/** Who made a change. `system`: nobody in person, such as a tap of the round that settles what became of a visit. */
export type Actor =
  | { kind: 'member'; userId: Id }
  | { kind: 'patient' }
  | { kind: 'carer'; carerId: Id }
  | { kind: 'system' }

/** The patient, or the carer of this id. */
export const personOf = (carerId: Id | null): Actor =>
  carerId === null ? { kind: 'patient' } : { kind: 'carer', carerId }

/** The columns of what was agreed: what a change of them was is kept, old beside new. */
const AGREED = [
  'on',
  'clinician_id',
  'kind',
  'care',
  'place',
  'agreed_at',
  'window_from_at',
  'window_to_at',
  'duration_minutes',
] as const

type Agreed = Pick<AppointmentRow, (typeof AGREED)[number]>

export type Changes = Partial<Record<(typeof AGREED)[number], { before: unknown; after: unknown }>>

/** What differs between two states of what was agreed. */
export const changesBetween = (before: Agreed, after: Agreed): Changes =>
  Object.fromEntries(
    AGREED.filter(column => before[column] !== after[column]).map(column => [
      column,
      { before: before[column], after: after[column] },
    ]),
  )

export type HistoryEntry = {
  practiceId: Id
  appointmentId: Id
  from: AppointmentRow['status'] | null
  to: AppointmentRow['status']
  by: Actor
  reason?: string | null
  changes?: Changes
}

/** Adds to the history of an appointment; nothing in it is ever changed. */
export const recordHistory = async (trx: Trx, entry: HistoryEntry, now: Instant): Promise<void> => {
  const { by } = entry
  await trx
    .insertInto('appointment_events')
    .values({
      id: newId(),
      practice_id: entry.practiceId,
      appointment_id: entry.appointmentId,
      at: now,
      from_status: entry.from,
      to_status: entry.to,
      by_kind: by.kind,
      by_id: by.kind === 'member' ? by.userId : by.kind === 'carer' ? by.carerId : null,
      reason: entry.reason ?? null,
      changes: JSON.stringify(entry.changes ?? {}),
    })
    .execute()
}

/** The history of an appointment, oldest first. */
export const listHistory = async (
  db: Db | Trx,
  practiceId: Id,
  appointmentId: Id,
): Promise<AppointmentEventRow[]> =>
  await db
    .selectFrom('appointment_events')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('appointment_id', '=', appointmentId)
    .orderBy('id')
    .execute()
