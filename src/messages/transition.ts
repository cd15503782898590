import type { Db, Trx } from '../db/database.ts'
import type { MessageRow, MessageStatus } from '../db/tables/messages.ts'
import { newId } from '../ids.ts'
import type { Id, Instant } from '../terms.ts'
import { SOURCES } from './status.ts'

/** The columns that a change of status may set with it. */
export type TransitionColumns = Partial<
  Pick<
    MessageRow,
    | 'due_at'
    | 'useful_until_at'
    | 'claimed_by'
    | 'claimed_at'
    | 'attempted_at'
    | 'body'
    | 'segments'
    | 'provider_id'
    | 'error_code'
    | 'reason'
  >
>

export type Transition = {
  practiceId: Id
  id: Id
  to: MessageStatus
  columns?: TransitionColumns
  /** Kept with the event: an error code, a reason. Never the text. */
  detail?: string
  /** Only while this claim, or none, holds: another worker may have taken it over. */
  claim?: Pick<MessageRow, 'claimed_by' | 'claimed_at'>
}

/**
 * The only way in which a message changes its status: one conditional update, and its event. False when the message
 * is elsewhere by now or the claim is lost; nothing is written then.
 */
export const transition = async (
  trx: Trx,
  { practiceId, id, to, columns = {}, detail, claim }: Transition,
  now: Instant,
): Promise<boolean> => {
  const changed = await trx
    .updateTable('messages')
    .set({ ...columns, status: to, updated_at: now })
    .where('practice_id', '=', practiceId)
    .where('id', '=', id)
    .where('status', 'in', SOURCES[to])
    .$if(claim !== undefined, query =>
      query
        .where('claimed_by', claim!.claimed_by === null ? 'is' : '=', claim!.claimed_by)
        .where('claimed_at', claim!.claimed_at === null ? 'is' : '=', claim!.claimed_at),
    )
    .executeTakeFirstOrThrow()
  if (changed.numUpdatedRows === 0n) return false
  await recordEvent(trx, { practiceId, messageId: id, status: to, detail }, now)
  return true
}

/** Keeps what happened to a message; its first event is written where it is queued. */
export const recordEvent = async (
  trx: Db | Trx,
  event: { practiceId: Id; messageId: Id; status: MessageStatus; detail?: string | undefined },
  now: Instant,
): Promise<void> => {
  await trx
    .insertInto('message_events')
    .values({
      id: newId(),
      practice_id: event.practiceId,
      message_id: event.messageId,
      status: event.status,
      at: now,
      detail: event.detail ?? null,
    })
    .execute()
}
