import type { Db, Trx } from '../db/database.ts'
import type { MessageStatus } from '../db/tables/messages.ts'
import type { AppointmentMessageRow } from '../db/tables/reminders.ts'
import { listMessagesAbout } from '../messages/queries.ts'
import { NOT_ATTEMPTED } from '../messages/status.ts'
import type { Id, Instant } from '../terms.ts'
import { addSeconds } from '../time.ts'
import { APPOINTMENT_ORIGIN } from './appointment-messages.ts'
import { hasOpenCall } from './change-calls.ts'

/**
 * Pieces of news of one patient that follow each other closely are a bundle: one text, or one call, tells all of them to
 * each person. Twelve sessions of a leave are one message, not twelve.
 */
export type Bundle = Pick<AppointmentMessageRow, 'practice_id' | 'patient_id' | 'bundle_id'>

/** Everything of a bundle, also what was withdrawn from it, oldest first. */
export const listBundle = async (
  db: Db | Trx,
  practiceId: Id,
  bundleId: Id,
): Promise<AppointmentMessageRow[]> =>
  await db
    .selectFrom('appointment_messages')
    .selectAll()
    .where('practice_id', '=', practiceId)
    .where('bundle_id', '=', bundleId)
    .orderBy('id')
    .execute()

/** Nobody waits longer than this for the first piece, however many follow it. */
const GATHERED_SECONDS = 10 * 60

type Joining = Pick<
  AppointmentMessageRow,
  'practice_id' | 'patient_id' | 'purpose' | 'by_kind' | 'by_id' | 'at_wish'
>

/**
 * The bundle that new news may join: of the same patient, by the same person, still in its time to be taken back. Who
 * changes something of their own hears of each kind of change alone, since not everybody is told of each.
 */
export const findOpenBundle = async (
  trx: Trx,
  { practice_id, patient_id, purpose, by_kind, by_id, at_wish }: Joining,
  now: Instant,
): Promise<Id | undefined> => {
  const rows = await trx
    .selectFrom('appointment_messages as m')
    .innerJoin('appointment_messages as first', 'first.id', 'm.bundle_id')
    .selectAll('m')
    .where('m.practice_id', '=', practice_id)
    .where('m.patient_id', '=', patient_id)
    .where('m.purpose', 'in', by_kind === 'member' ? ['confirmation', 'moved', 'cancelled'] : [purpose])
    .where('m.by_kind', '=', by_kind)
    .where('m.by_id', by_id === null ? 'is' : '=', by_id)
    .where('m.at_wish', '=', at_wish)
    .where('m.state', 'in', ['pending', 'not_sent'])
    .where('m.due_at', '>', now)
    .where('first.created_at', '>', addSeconds(now, -GATHERED_SECONDS))
    .orderBy('m.id', 'desc')
    .execute()
  for (const row of rows) if (await isUntold(trx, row)) return row.bundle_id
  return undefined
}

/** It waits to be told: by a text that nobody has begun to send, or by a call that nobody has made. */
export const isUntold = async (trx: Trx, row: AppointmentMessageRow): Promise<boolean> =>
  row.state === 'pending' ? !(await mayHaveLeft(trx, row)) : await hasOpenCall(trx, row)

const UNSENT: readonly MessageStatus[] = NOT_ATTEMPTED

/** One text about it is at the gateway or beyond: it counts as told. */
const mayHaveLeft = async (trx: Trx, { practice_id, bundle_id }: Bundle): Promise<boolean> =>
  (await listMessagesAbout(trx, practice_id, APPOINTMENT_ORIGIN, [bundle_id])).some(
    ({ status }) => status !== 'cancelled' && !UNSENT.includes(status),
  )
