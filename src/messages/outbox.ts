import type { Trx } from '../db/database.ts'
import type { MessageRow } from '../db/tables/messages.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import { NOT_ATTEMPTED } from './status.ts'
import { recordEvent, transition } from './transition.ts'

export type NewMessage = {
  practiceId: Id
  /** Null: of a code, nobody knows yet whose phone it is. */
  patientId: Id | null
  /** Null: to the patient. */
  carerId: Id | null
  purpose: MessageRow['purpose']
  /** The name under which the queueing part is registered, and its own id for what the message is about. */
  origin: string
  refId: Id
  /** E.164. */
  toPhone: string
  dueAt: Instant
  usefulUntilAt: Instant
  /** The message that never arrived and that this one tries again. */
  retryOf?: Id
}

/** Puts a message into the outbox. Its text is asked for when it leaves, so that it is true then. */
export const queueMessage = async (trx: Trx, message: NewMessage, now: Instant): Promise<Id> => {
  const id = newId()
  await trx
    .insertInto('messages')
    .values({
      id,
      practice_id: message.practiceId,
      patient_id: message.patientId,
      carer_id: message.carerId,
      purpose: message.purpose,
      origin: message.origin,
      ref_id: message.refId,
      to_phone: message.toPhone,
      status: 'queued',
      due_at: message.dueAt,
      useful_until_at: message.usefulUntilAt,
      claimed_by: null,
      claimed_at: null,
      attempted_at: null,
      body: null,
      segments: null,
      provider_id: null,
      error_code: null,
      reason: null,
      retry_of: message.retryOf ?? null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  await recordEvent(trx, { practiceId: message.practiceId, messageId: id, status: 'queued' }, now)
  return id
}

/**
 * Moves what still waits, and says how many; until when it is of use stays as it was unless that is named too. What a
 * worker holds right now asks its origin, who knows the new time.
 */
export const rescheduleMessages = async (
  trx: Trx,
  { practiceId, origin, refId }: { practiceId: Id; origin: string; refId: Id },
  { dueAt, usefulUntilAt }: { dueAt: Instant; usefulUntilAt?: Instant },
  now: Instant,
): Promise<number> => {
  const moved = await trx
    .updateTable('messages')
    .set({ due_at: dueAt, updated_at: now })
    .$if(usefulUntilAt !== undefined, query => query.set({ useful_until_at: usefulUntilAt! }))
    .where('practice_id', '=', practiceId)
    .where('origin', '=', origin)
    .where('ref_id', '=', refId)
    .where('status', '=', 'queued')
    .executeTakeFirstOrThrow()
  return Number(moved.numUpdatedRows)
}

/** Which messages: about one thing of an origin, or to one patient and their carers. Nothing named: the whole practice. */
export type MessageSelection = { practiceId: Id; origin?: string; refId?: Id; patientId?: Id }

/** Cancels what was not yet attempted, and says how many. What is at the gateway is not called back. */
export const cancelMessages = async (
  trx: Trx,
  { practiceId, origin, refId, patientId }: MessageSelection,
  reason: string,
  now: Instant,
): Promise<number> => {
  const waiting = await trx
    .selectFrom('messages')
    .select('id')
    .where('practice_id', '=', practiceId)
    .where('status', 'in', NOT_ATTEMPTED)
    .$if(patientId !== undefined, query => query.where('patient_id', '=', patientId!))
    .$if(origin !== undefined, query => query.where('origin', '=', origin!))
    .$if(refId !== undefined, query => query.where('ref_id', '=', refId!))
    .execute()
  let cancelled = 0
  for (const { id } of waiting) {
    const change = {
      practiceId: practiceId,
      id,
      to: 'cancelled',
      columns: { reason },
      detail: reason,
    } as const
    if (await transition(trx, change, now)) cancelled++
  }
  return cancelled
}
